using Kaki.Goods;
using Kaki.Host.Demo;
using Kaki.Host.Demo.Drawings;
using Kaki.Host.Import.Reading;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Imports;
using Kaki.Kernel.Pictures;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Host.Import;

/// <summary>
/// The garments people reviewed, as products of a clothes shop. Nobody photographed them, so each shows a drawing of its kind, and its
/// description says so: a photo of some other garment would be taken for this one. A drawing in one colour is made once and shared.
/// </summary>
internal sealed class BringGarments(Bringing bringing, ShopHere shop)
{
    private const int AtOnce = 16, Views = 2;
    private static readonly string[] Papers = [.. Composer.Palettes];

    public async Task Run(GarmentReviews reviews)
    {
        var known = await bringing.Known("product");
        // The most spoken of last, so that it is among the newest.
        var fresh = reviews.Garments.Reverse().Where(r => !known.ContainsKey(NameOf(r.Value.Garment))).ToList();
        var progress = bringing.Progress("Hanging clothes", fresh.Count);
        var drawn = await Drawn();
        foreach (var batch in fresh.Chunk(AtOnce))
        {
            await Draw([.. batch.Select(r => Look(r.Value)).Distinct().Where(l => !drawn.ContainsKey(l))], drawn);
            foreach (var row in batch)
                await bringing.In(s => s.GetRequiredService<BringGoods>().Product(Bringing.Source, Product(row.Value, reviews.CountOf(row.Value.Garment), drawn[Look(row.Value)])));
            bringing.Tally.Products += batch.Length;
            progress.Add(batch.Length);
        }
    }

    public static string NameOf(int garment) => $"garment/{garment}";

    /// <summary>What is drawn, in which colours, seen how: "dress/denim/1".</summary>
    private static string Look(GarmentReview g)
    {
        var chance = new Chance(NameOf(g.Garment));
        return $"{chance.Of(g.Class.Things)}/{chance.Of(Papers)}/{chance.Number(1, Views)}";
    }

    private Task<Dictionary<string, Picture>> Drawn() => bringing.In(async s =>
    {
        var ids = await s.GetRequiredService<BroughtBook>().Of(Bringing.Source, "drawing");
        var pictures = await s.GetRequiredService<AppDb>().Set<Picture>().AsNoTracking().Where(p => ids.Values.Contains(p.Id)).ToDictionaryAsync(p => p.Id);
        return ids.Where(i => pictures.ContainsKey(i.Value)).ToDictionary(i => i.Key, i => pictures[i.Value]);
    });

    private async Task Draw(string[] looks, Dictionary<string, Picture> drawn)
    {
        var sheets = await Render.Png([.. looks.Select(l => l.Split('/')).Select(l => Composer.Product(DemoPictures.Seed($"{l[0]}/{l[2]}"), l[0], l[1], "3:4"))], bringing.Cancel);
        await Parallel.ForEachAsync(looks.Zip(sheets), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = bringing.Cancel }, async (one, cancel) =>
        {
            var (look, png) = one;
            var picture = await bringing.In(async s =>
            {
                var made = await s.GetRequiredService<AddPicture>().For(shop.Owner, new MemoryStream(png, writable: false), PicturePurpose.Goods, png.Length, cancel);
                await Bringing.Once(s, "drawing", look, () => Task.FromResult(made.Id));
                return made;
            });
            bringing.Tally.AddPicture();
            lock (drawn) drawn[look] = picture;
        });
    }

    private ProductToBring Product(GarmentReview g, int said, Picture picture)
    {
        var chance = new Chance("cut/" + g.Garment);
        var style = chance.Of(bringing.Content.Shops.Styles);
        var title = new Text2($"{style[0]}{g.Class.Zh} {g.Garment}", $"{style[1]} {g.Class.En.ToLowerInvariant()} {g.Garment}");
        var price = new Money((chance.Number(g.Class.From, g.Class.To) / 10 * 10 + 9) * 100, "CNY");
        (Instant, Money)[] earlier = chance.Number(0, 5) == 0 ? [(bringing.Ago(60), new Money(price.Minor + chance.Number(2, 8) * 1000, "CNY"))] : [];
        return new(NameOf(g.Garment), shop.Id, g.Class.Category, title, About(g, said), "", [(picture, new Text2($"{g.Class.Zh}的插画", $"Drawing of a {g.Class.En.ToLowerInvariant()}"))], bringing.Ago(400))
        {
            Attributes = new Dictionary<string, string> { ["class"] = g.Class.Class },
            Variants = [new([], price, chance.Number(4, 60), $"BM-{g.Garment:D4}", null, earlier)],
        };
    }

    private static Text2 About(GarmentReview g, int said) => new(
        $"{g.Class.Zh}，编号 {g.Garment}。买过的人写了 {said} 条评价，大小、料子和洗后的样子，她们说得比我们清楚。\n\n图为插画，不是实物照片。",
        $"No. {g.Garment}, {g.Class.En.ToLowerInvariant()}. {said} {(said == 1 ? "person" : "people")} who bought it wrote about size, fabric and what washing does to it, better than we could.\n\nThe picture is a drawing, not a photo of the piece.");
}
