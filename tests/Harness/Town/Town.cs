using Kaki.Goods;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Kaki.People;
using Kaki.Place;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Harness;

/// <summary>
/// A small town with enough in it for every page: people who follow each other, a shop with goods in variants, notes that tag them.
/// Made through the same doors an import uses.
/// </summary>
internal sealed class Town
{
    public const string Password = "three warm persimmons", Shop = "slow-camp";
    public const int Notes = 44;
    private const string Source = "town";

    public required Id Note { get; init; }
    public required Id Product { get; init; }

    /// <summary>What its people have been doing: orders at every stage, a thread, a draft, a collection, letters on their way.</summary>
    public required TownLife Life { get; init; }

    // Handles, by what they do.
    public const string Writer = "town_writer", Reader = "town_reader", Seller = "town_seller", Operator = "town_operator";

    /// <param name="notes">Fewer, where pages need only be there.</param>
    /// <param name="shrunk">How many times smaller pictures are, where nobody looks at them.</param>
    public static async Task<Town> Build(IServiceProvider services, int notes = Notes, int shrunk = 1)
    {
        await using var scope = services.CreateAsyncScope();
        return await new Builder(scope.ServiceProvider, notes, shrunk).Build();
    }

    private sealed class Builder(IServiceProvider services, int many, int shrunk)
    {
        private readonly BringPeople people = services.GetRequiredService<BringPeople>();
        private readonly BringGoods goods = services.GetRequiredService<BringGoods>();
        private readonly BringNotes notes = services.GetRequiredService<BringNotes>();
        private readonly AddPicture pictures = services.GetRequiredService<AddPicture>();
        private readonly Instant now = Instant.Now(services.GetRequiredService<TimeProvider>());

        public async Task<Town> Build()
        {
            // The operator first: the first person of a site is one.
            var ids = (await people.Run([
                Person(Operator, "Grandmother Shi", "en", "operator"), Person(Writer, "山脚下的阿岚", "zh-CN", "member"),
                Person(Reader, "Juniper Hale", "en", "member"), Person(Seller, "慢营地 Slow Camp", "zh-CN", "member"),
            ])).Ids;
            var (keeper, writer, reader, seller) = (ids[Operator], ids[Writer], ids[Reader], ids[Seller]);
            await people.Faces([(writer, (await Picture(writer, 400, 400, 90)).Id)]);
            await people.Follows([(reader, writer, now), (reader, seller, now), (writer, reader, now)]);
            var (tent, lamp) = await OpenShop(seller);
            var first = await Write(writer, [reader, seller, keeper], tent, lamp);
            return new Town { Note = first, Product = tent, Life = await TownLife.Live(services, writer, reader, first, Source) };
        }

        private PersonToBring Person(string handle, string name, string language, string role) =>
            new(handle, name, language, language == "en" ? "Walks before breakfast, reads after." : "早上走路，晚上看书。", "CN-33", language == "en" ? "Hangzhou" : "杭州", ["camping", "coffee"], role, Password, Ago(40));

        private async Task<(long Tent, long Lamp)> OpenShop(long owner)
        {
            await goods.Categories([new("camp", new("露营", "Camping"), null, [new("weight", new("重量", "Weight"), "number", false, "g", null)])]);
            var shop = await goods.Shop(new(Shop, new("慢营地", "Slow Camp"), new("走得慢一点，看得多一点。", "Walk slower, see more."), new("杭州", "Hangzhou"), "CNY", owner, await Picture(owner, 400, 400, 80), 1200, 19900, 1, Ago(60)));
            var tent = await Product(shop, owner, "tent", new("双人三季帐篷", "Two-person three-season tent"), 89900, 40,
                [(new("颜色", "Colour"), [new("苔绿", "Moss"), new("沙", "Sand")]), (new("尺寸", "Size"), [new("双人", "Two"), new("三人", "Three")])]);
            var lamp = await Product(shop, owner, "lamp", new("柿子营灯", "Persimmon camp lamp"), 15900, 25, []);
            await Product(shop, owner, "mug", new("钛杯", "Titanium mug"), 12800, 0, []);
            return (tent, lamp);
        }

        private async Task<long> Product(long shop, long owner, string name, Text2 title, long price, int stock, (Text2, IReadOnlyList<Text2>)[] options)
        {
            var seed = name.Length * 7;
            var covers = new[] { (await Picture(owner, 900, 900, seed), title), (await Picture(owner, 900, 1200, seed + 1), title) };
            var money = new Money(price, "CNY");
            IReadOnlyList<VariantToBring> variants = options.Length == 0
                ? [new([], money, stock, name, null, [(Ago(30), new Money(price + 2000, "CNY"))])]
                : [.. from a in Enumerable.Range(0, 2) from b in Enumerable.Range(0, 2) select new VariantToBring([a, b], money, stock, $"{name}-{a}{b}", null, [])];
            var bring = new ProductToBring(name, shop, "camp", title, new("轻，耐用，修得好。", "Light, lasting, mendable."), "Slow Camp", covers, Ago(30)) { Options = options, Variants = variants, Attributes = new Dictionary<string, string> { ["weight"] = "1900" }, Sold = 12 };
            return (await goods.Product(Source, bring)).Id;
        }

        private async Task<Id> Write(long writer, long[] others, long tent, long lamp)
        {
            long first = 0;
            for (var i = 0; i < many; i++)
            {
                var chinese = i % 2 == 0;
                var shown = new List<(Picture, string)>();
                for (var p = 0; p < (i == 0 ? 3 : 1); p++) shown.Add((await Picture(writer, 600, i % 3 == 0 ? 800 : 600, i * 3 + p), chinese ? "草地上的帐篷和一盏灯" : "A tent and a lamp on the grass"));
                var note = new NoteToBring($"note-{i}", i == 0 || i % 3 > 0 ? writer : others[i % others.Length], chinese ? $"雨后的营地，第 {i + 1} 天" : $"Camp after rain, day {i + 1}",
                    chinese ? "帐篷没有漏，灯亮了一夜。早上煮了咖啡，云从山谷里升起来。#露营 #咖啡" : "The tent kept dry and the lamp burned all night. Coffee at dawn, cloud out of the valley. #camping #coffee", shown, Ago(i * 0.4 + 0.1))
                {
                    Tags = i == 0 ? [(tent, 0, 30, 40), (lamp, 0, 66, 62)] : i % 5 == 0 ? [(lamp, 0, 40, 40)] : [],
                    Likes = [.. others.Take(i % 4)], Saves = [.. others.Take(i % 3)], City = "杭州", PlaceName = chinese ? "莫干山" : "Moganshan", Latitude = 30.6, Longitude = 119.87,
                    Disclosures = i == 0 ? ["Gifted"] : [],
                    Comments = i == 0 ? [new(others[0], "灯是哪一家的？", Ago(0.05), [writer], [new(writer, "下面有，柿子营灯。", Ago(0.04), [], [])]), new(others[1], "I want that morning too.", Ago(0.03), [], [])] : [],
                };
                var id = await notes.Run(Source, note);
                if (i == 0) first = id;
            }
            return first;
        }

        private Task<Picture> Picture(long owner, int width, int height, int seed) => pictures.For(owner, new MemoryStream(Painted.Png(width / shrunk, height / shrunk, seed)), PicturePurpose.Note);

        private Instant Ago(double days) => now.Minus(TimeSpan.FromDays(days));
    }
}
