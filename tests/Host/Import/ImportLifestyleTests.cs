using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Kaki.Goods;
using Kaki.Goods.Catalogue;
using Kaki.Goods.Orders;
using Kaki.Goods.Reviews;
using Kaki.Host.Commands;
using Kaki.Host.Health;
using Kaki.Host.Http;
using Kaki.Kernel.Data;
using Kaki.Kernel.Imports;
using Kaki.Kernel.Outbox;
using Kaki.People;
using Kaki.People.Accounts;
using Kaki.Place.Notes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Tests.Host.Import;

public sealed class ImportLifestyleTests(ImportLifestyleTests.Whole whole) : IClassFixture<ImportLifestyleTests.Whole>
{
    private const int Most = 3;

    /// <summary>On each database the one import that went through undisturbed, brought in when it is first asked for; nobody writes to it.</summary>
    public sealed class Whole : IAsyncDisposable
    {
        private readonly ConcurrentDictionary<Provider, Lazy<Task<(ImportedSite, JsonElement)>>> sites = new();

        internal Task<(ImportedSite Site, JsonElement Brought)> On(Provider provider) => sites.GetOrAdd(provider, p => new(() => Imported(p))).Value;

        private static async Task<(ImportedSite, JsonElement)> Imported(Provider provider)
        {
            using var data = new SmallLifestyle();
            var site = new ImportedSite(provider);
            return (site, await site.Import(data.Folder, Most, ImportedSite.Password));
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var made in sites.Values) await (await made.Value).Item1.DisposeAsync();
        }
    }

    [Theory, BothDatabases]
    public async Task Goods_reviews_and_notes_come_in_as_their_source_has_them(Provider provider)
    {
        var (site, brought) = await whole.On(provider);
        Of(brought, "shops", "products", "purchases", "reviews", "skipped").ShouldBe([4, 8, 4, 4, 0]);
        var products = await site.Db(db => db.Set<Product>().AsNoTracking().ToListAsync());
        var boots = products.Single(p => p.Brand == "Daybird");
        boots.Title.ShouldBe(new Text2("Wanderer 徒步靴 黑色", "Wanderer Black Hiking Boots"));
        boots.Attributes.ShouldBe(new Dictionary<string, string> { ["colour"] = "0", ["water"] = "0" });
        products.Single(p => p.Brand == "XE").Attributes.ShouldBe(new Dictionary<string, string> { ["persons"] = "2", ["weight-class"] = "0" }); // "reinforced" is not red
        var kettle = products.Single(p => p.Title.En == "Electric kettle 1.7 L");
        kettle.Title.Zh.ShouldBe("电热水壶 1.7L");
        var skus = await site.Db(db => db.Set<Sku>().AsNoTracking().Where(s => s.ProductId == kettle.Id).ToListAsync());
        skus.Select(s => kettle.VariantOf(s).En).ShouldBe(["Black", "White"]);
        skus.Select(s => s.PictureId).ShouldBeUnique();
        var dress = products.Single(p => p.Title.En.EndsWith(" 1080"));
        (dress.Stars5, dress.Stars2, dress.Reviews, dress.Sold).ShouldBe((1, 1, 2, 2));
        (await site.Db(db => db.Set<Review>().Where(r => r.ProductId == dress.Id).OrderBy(r => r.Id).Select(r => new { r.Text, r.Stars, r.Helpful }).ToListAsync()))
            .ShouldBe([new { Text = "Love this dress!  it's \"so\" pretty,\nall of it.", Stars = 5, Helpful = 2 }, new { Text = "Some flaws\nIt tore.", Stars = 2, Helpful = 1 }]);
        var notes = await site.Db(db => db.Set<Note>().AsNoTracking().Include(n => n.Pictures).Include(n => n.Tags).ToListAsync());
        notes.Sum(n => n.Pictures.Count).ShouldBe(8);
        var kiwi = products.Single(p => p.Title.En == "Kiwi");
        notes.SelectMany(n => n.Tags).Count(t => t.ProductId == kiwi.Id).ShouldBeInRange(1, 2);
        notes.ShouldContain(n => n.Body.Contains("Somebody Kind (CC BY 2.0) example.org/one"));
        await KeepsTheRules(site);
    }

    /// <summary>No invariant of the house is broken, and no event waits.</summary>
    private static async Task KeepsTheRules(ImportedSite site)
    {
        await using var scope = site.App.Services.CreateAsyncScope();
        await foreach (var finding in scope.ServiceProvider.GetRequiredService<Checkup>().Thorough(fix: false))
            finding.Standing.ShouldNotBe(Standing.Bad, $"{finding.Check} {string.Join(' ', finding.Args)}");
        (await site.Db(db => db.Set<OutboxRow>().CountAsync())).ShouldBe(0);
        (await site.Db(db => db.Set<SubOrder>().AllAsync(s => s.State == SubState.Done || s.State == SubState.Received))).ShouldBeTrue();
    }

    [Theory, BothDatabases]
    public async Task A_second_import_changes_nothing(Provider provider)
    {
        using var data = new SmallLifestyle();
        var (site, _) = await whole.On(provider);
        var before = await site.Rows();
        before["place_notes"].ShouldNotStartWith("0 ");
        var again = await site.Import(data.Folder, Most, ImportedSite.Password);
        Of(again, "people", "shops", "products", "notes", "purchases", "reviews", "pictures", "skipped").ShouldAllBe(n => n == 0);
        (await site.Rows()).ShouldBe(before);
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_is_told_with_file_and_line_and_costs_only_itself()
    {
        using var data = new SmallLifestyle();
        data.Write(SmallLifestyle.Catalogue, """
            [
              { "Id": 1, "Type": "Footwear", "Brand": "Daybird", "Name": "Wanderer Black Hiking Boots", "Description": "Waterproof.", "Price": 109.99 },
              { "Id": 3, "Type": "Footwear", "Brand": "Daybird", "Name": , "Price": 1 },
              { "Id": 4, "Type": "Spacecraft", "Brand": "Daybird", "Name": "Rocket", "Description": "Far.", "Price": 1 },
              { "Id": 5, "Type": "Footwear", "Brand": "Daybird", "Name": "Cheap Hiking Boots", "Description": "Thin.", "Price": -1 },
              { "Id": 6, "Type": "Footwear", "Brand": "Daybird", "Name": "Unseen Hiking Boots", "Description": "No picture.", "Price": 20 },
              { "Id": 1, "Type": "Footwear", "Brand": "Daybird", "Name": "Wanderer Black Hiking Boots", "Description": "Again.", "Price": 109.99 },
              { "Id": 2, "Type": "Trekking", "Brand": "XE", "Name": "Nomad 2-Person Tent", "Description": "A tent.", "Price": 229 }
            ]
            """);
        data.Write(SmallLifestyle.Labels, "image,label,kids\nshirt,T-Shirt,False\nboots,Shoes\n\"never closed,Shoes,False\ncape,Cape,False\nboots,Shoes,perhaps\n../../etc/passwd,Shoes,False\nbody,Body,True\n");
        data.Write("photos/clothing/shirt.jpg", "this is no picture"u8.ToArray());
        data.Write("photos/grocery/instore/Durian_001.jpg", Painted.Png(40, 40, 1));
        data.Write("photos/home/toothbrush.webp", Painted.Png(40, 40, 2));
        data.Write("photos/flowers/three.jpg", Painted.Png(40, 40, 3));
        data.WriteReviews("0,767,33,,Wonderful,4,1,0,I,I,Intimates", "1,1080,34,,Nine stars,9,1,0,G,D,Dresses", "2,1080,34,,No class,5,1,0,G,D,", "3,nobody,34,,Nobody's,5,1,0,G,D,Dresses", "4,1080,34,,Fine,5,1,0,G,D,Dresses");
        await using var site = new ImportedSite(Provider.Sqlite);
        var brought = await site.Import(data.Folder, 10);
        var told = brought.GetProperty("rows").EnumerateArray().Select(r => $"{r.GetProperty("file").GetString()}:{r.GetProperty("line").GetInt32()}").Order(StringComparer.Ordinal).ToList();
        string[] expected =
        [
            "photos/clothing/images.csv:2", "photos/clothing/images.csv:3", "photos/clothing/images.csv:4", "photos/clothing/images.csv:5", "photos/clothing/images.csv:6", "photos/clothing/images.csv:7",
            "photos/flowers/three.jpg:1", "photos/grocery/instore/Durian_001.jpg:1", "photos/home/toothbrush.webp:1",
            "photos/outdoor/catalog.json:3", "photos/outdoor/catalog.json:4", "photos/outdoor/catalog.json:5", "photos/outdoor/catalog.json:6", "photos/outdoor/catalog.json:7",
            "reviews/womens-clothing-reviews.csv.gz:3", "reviews/womens-clothing-reviews.csv.gz:4", "reviews/womens-clothing-reviews.csv.gz:5",
        ];
        told.ShouldBe(expected);
        brought.GetProperty("skipped").GetInt32().ShouldBe(expected.Length);
        foreach (var place in expected) site.Told.ShouldContain(place + ": ");
        (await site.Db(db => db.Set<Product>().CountAsync(p => p.Brand != ""))).ShouldBe(2); // the boots and the tent
        (await site.Db(db => db.Set<Review>().CountAsync())).ShouldBe(2);
        (await site.Db(db => db.Set<NotePicture>().CountAsync())).ShouldBe(6); // one of clothes, three of groceries, two of flowers
    }

    [Theory, BothDatabases]
    public async Task An_import_that_was_killed_goes_on_where_it_stopped(Provider provider)
    {
        using var data = new SmallLifestyle();
        var (undisturbed, _) = await whole.On(provider);
        await using var site = new ImportedSite(provider);
        await Kill(["import", "lifestyle", "--from", data.Folder, "--most", $"{Most}", "--password", ImportedSite.Password, .. site.Options], "Groceries ");
        var half = await site.Db(db => db.Set<Product>().CountAsync());
        half.ShouldBeInRange(1, 8); // all of them where whoever kills is slow: the notes are yet to come
        (await site.Import(data.Folder, Most, ImportedSite.Password)).GetProperty("products").GetInt32().ShouldBe(8 - half);
        var (is_, was) = (await site.Counts(), await undisturbed.Counts());
        foreach (var table in was.Keys.Except(["kernel_pictures"])) is_[table].ShouldBe(was[table], table); // a picture developed for nothing is swept away a day later
        (await Story(site)).ShouldBe(await Story(undisturbed));
    }

    [Fact]
    public async Task An_import_that_is_cancelled_keeps_what_it_has_and_goes_on()
    {
        using var data = new SmallLifestyle();
        await using var site = new ImportedSite(Provider.Sqlite);
        using var cancel = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(() => site.Import(data.Folder, Most, to: new Ears("Appliances", cancel.Cancel), cancel: cancel.Token));
        var kept = await site.Db(db => db.Set<Product>().CountAsync());
        kept.ShouldBeInRange(1, 7);
        (await site.Import(data.Folder, Most)).GetProperty("products").GetInt32().ShouldBe(8 - kept);
    }

    [Fact]
    public async Task Nobody_who_lives_here_is_written_for_and_no_shop_is_taken_over()
    {
        using var data = new SmallLifestyle();
        await using var site = new ImportedSite(Provider.Sqlite);
        await site.App.Migrate();
        var (member, shop) = await Settle(site);
        await site.Import(data.Folder, Most);
        (await site.Db(db => db.Set<Note>().AnyAsync(n => n.AuthorId == member))).ShouldBeFalse();
        (await site.Db(db => db.Set<Product>().AnyAsync(p => p.MerchantId == shop))).ShouldBeFalse();
        (await site.Db(db => db.Set<Member>().AnyAsync(m => m.Handle == "luo_luo_bo_2"))).ShouldBeTrue();
    }

    [Fact]
    public async Task A_wrong_folder_is_named_with_what_it_lacks_and_no_site_is_made()
    {
        using var data = new SmallLifestyle();
        var nowhere = Path.Combine(data.Folder, "site");
        (await Should.ThrowAsync<UsageError>(() => ImportCommand.Run(["lifestyle", "--from", data.Folder, "--most", "some", "--data", nowhere]))).Message.ShouldContain("some");
        data.Remove(SmallLifestyle.Catalogue);
        (await Should.ThrowAsync<UsageError>(() => ImportCommand.Run(["lifestyle", "--from", data.Folder, "--data", nowhere]))).Message.ShouldContain("photos/outdoor/catalog.json");
        (await Should.ThrowAsync<UsageError>(() => ImportCommand.Run(["lifestyle", "--from", nowhere, "--data", nowhere]))).Message.ShouldContain(nowhere);
        (await Should.ThrowAsync<UsageError>(() => ImportCommand.Run(["lifestyle", "--data", nowhere]))).Message.ShouldContain("--from");
        Directory.Exists(nowhere).ShouldBeFalse();
    }

    private static int[] Of(JsonElement json, params string[] names) => [.. names.Select(n => json.GetProperty(n).GetInt32())];

    /// <summary>What a reader would find, whatever the ids: every note with its author's handle and how long before the import it was written.</summary>
    private static async Task<List<string>> Story(ImportedSite site)
    {
        var begun = await site.Db(db => db.Set<Brought>().Where(b => b.Name == "import/begun").Select(b => b.ThingId).SingleAsync());
        var authors = await site.Db(db => db.Set<Member>().ToDictionaryAsync(m => m.Id, m => m.Handle));
        var notes = await site.Db(db => db.Set<Note>().AsNoTracking().Include(n => n.Tags).ToListAsync());
        return [.. notes.Select(n => $"{authors[n.AuthorId]} {(begun - n.PublishedAt.Micros)} {n.Title} {n.Body} {n.Tags.Count} {n.Likes} {n.CommentCount}").Order(StringComparer.Ordinal)];
    }

    private static async Task Kill(IEnumerable<string> words, string when)
    {
        var info = new ProcessStartInfo("dotnet", [typeof(Site).Assembly.Location, .. words]) { RedirectStandardError = true, RedirectStandardOutput = true };
        info.Environment["People__PasswordIterations"] = "1000";
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEndAsync();
        while (await process.StandardError.ReadLineAsync() is { } line)
            if (line.StartsWith(when, StringComparison.Ordinal)) break;
        process.HasExited.ShouldBeFalse(process.HasExited ? await output : "");
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    // Somebody of the cast's name, with a shop of the import's.
    private static async Task<(long Member, long Shop)> Settle(ImportedSite site)
    {
        await using var scope = site.App.Services.CreateAsyncScope();
        var now = Kaki.Kernel.Instant.Now(TimeProvider.System);
        var (ids, _) = await scope.ServiceProvider.GetRequiredService<BringPeople>().Run([new("luo_luo_bo", "Her own", "en", "", null, null, [], "member", null, now)]);
        var shop = await scope.ServiceProvider.GetRequiredService<BringGoods>().Shop(new("corner-greens", new("自己的店", "Her own shop"), Text2.None, new("上海", "Shanghai"), "CNY", ids["luo_luo_bo"], null, 0, null, 1, now));
        return (ids["luo_luo_bo"], shop);
    }

    /// <summary>Hears when a line begins with a word.</summary>
    private sealed class Ears(string word, Action then) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            if (value?.StartsWith(word, StringComparison.Ordinal) == true) then();
        }

        public override void Write(string? value) => WriteLine(value?.TrimStart('\r'));
    }
}
