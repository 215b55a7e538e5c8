using Kaki.Goods.Catalogue;
using Kaki.Goods.Merchants;
using Kaki.Goods.Stock;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Kaki.Trust.Limits;
using Kaki.Trust.Screening;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Office;

/// <summary>A shop makes a product or changes one: words, attributes, options, variants with their prices, gallery.</summary>
internal sealed class SaveProduct(AppDb db, Seats seats, Screen screen, RateLimit limit, StockBook book, PriceHistory history, TimeProvider clock)
{
    private const int LongestBrand = 40, MostValues = 60;

    /// <param name="Version">As it was read, for changes; another one is refused.</param>
    public sealed record Input(Text2 Title, Text2 About, string? Brand, Id CategoryId, IReadOnlyDictionary<string, string?>? Attributes,
        IReadOnlyList<Option>? Options, IReadOnlyList<Variant>? Variants, IReadOnlyList<Shot>? Pictures, long? Version = null);

    public sealed record Option(Text2 Name, IReadOnlyList<Value>? Values);

    /// <param name="Key">Of a value that exists, so that it may be renamed; without it the value is known by its name.</param>
    public sealed record Value(int? Key, Text2 Name);

    /// <param name="Choices">For each option the position of its value in the list, from 0.</param>
    /// <param name="Stock">Pieces a new variant begins with; an existing one changes on the stock page.</param>
    public sealed record Variant(IReadOnlyList<int>? Choices, long PriceMinor, string? Code = null, int? Stock = null, Id? PictureId = null);

    public sealed record Shot(Id Id, Text2? Alt = null);

    public sealed record Saved(Id Id, long Version);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/office/goods").WithTags("office");
        group.MapPost("", async (Input input, Caller caller, SaveProduct save, HttpResponse response) =>
        {
            var saved = await save.Run(caller, null, input);
            response.SetTag(saved.Version);
            return TypedResults.Created($"/api/v1/goods/{saved.Id}", saved);
        }).WithName("makeProduct").WithSummary("Make a product, as a draft").ProducesProblem(400).ProducesProblem(404).ProducesProblem(422);
        group.MapPut("/{id}", async (Id id, Input input, Caller caller, SaveProduct save, HttpContext http) =>
        {
            var saved = await save.Run(caller, id, input, http.Request.RequireMatch);
            http.Response.SetTag(saved.Version);
            return TypedResults.Ok(saved);
        }).WithName("changeProduct").WithSummary("Change a product; If-Match guards against overwriting another change").ProducesProblem(400).ProducesProblem(404).ProducesProblem(412).ProducesProblem(422);
    }

    public async Task<Saved> Run(Caller caller, long? id, Input input, Action<long>? match = null)
    {
        await seats.Of(caller);
        await limit.Take("goods.save", caller.Member.ToString(), 600, TimeSpan.FromHours(1));
        var (title, about) = (input.Title.Checked("title", Product.LongestTitle), input.About.Checked("about", Product.LongestAbout, required: false));
        var brand = Short("brand", input.Brand, LongestBrand);
        await screen.Require(caller, [title.Zh, title.En, about.Zh, about.En, brand, .. Small(input)]);
        try
        {
            return await db.Write(() => Save(caller, id, input with { Title = title, About = about, Brand = brand }, match));
        }
        catch (DbUpdateException e) when (Unique.IsBroken(db, e))
        {
            throw Refusal.Changed(); // somebody saved the same new variant or picture at the same moment
        }
    }

    // What stands on the page beside title and text.
    private static IEnumerable<string?> Small(Input input)
    {
        var options = input.Options ?? [];
        var names = options.Select(o => o.Name).Concat(options.SelectMany(o => o.Values ?? []).Select(v => v.Name)).Concat((input.Pictures ?? []).Select(p => p.Alt ?? Text2.None));
        return names.SelectMany(n => new[] { n.Zh, n.En }).Concat(input.Attributes?.Values ?? []);
    }

    private async Task<Saved> Save(Caller caller, long? id, Input input, Action<long>? match)
    {
        var seat = await seats.Of(caller);
        var now = Instant.Now(clock);
        var product = id is null ? null : await db.Set<Product>().SingleOrDefaultAsync(p => p.Id == id && p.MerchantId == seat.ShopId) ?? throw Refusal.Missing();
        var category = await db.Set<Category>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == input.CategoryId.Value) ?? throw Refusal.Invalid("categoryId", "goods.category.unknown");
        product ??= await New(seat, category, now);
        match?.Invoke(product.Version);
        if (id is not null && input.Version is { } read && read != product.Version) throw Refusal.Changed();
        var skus = await db.Set<Sku>().Where(s => s.ProductId == product.Id).ToListAsync();
        (product.CategoryId, product.Title, product.About, product.Brand) = (category.Id, input.Title, input.About, input.Brand!);
        product.Attributes = Attributes(category, input.Attributes);
        product.Options = Options(product, skus, input.Options ?? []);
        var pictures = await Gallery(product, seat, input.Pictures ?? []);
        var opening = await Variants(product, seat, skus, input.Variants ?? [], pictures, now);
        product.Settle(pictures, skus, now);
        if (product.State == ProductState.OnSale) product.PutOnSale(now); // refuses what is no longer complete
        db.Publish(new ProductChanged(product.Id));
        await db.SaveChangesAsync();
        foreach (var (sku, pieces) in opening) await book.Receive(sku, pieces, seat.MemberId);
        return new Saved(product.Id, product.Version);
    }

    private async Task<Product> New(Seat seat, Category category, Instant now)
    {
        if (await db.Set<Product>().CountAsync(p => p.MerchantId == seat.ShopId) >= Product.MostPerShop) throw new Refusal("goods.many", 422, Product.MostPerShop);
        var product = new Product { Id = db.NextId(), MerchantId = seat.ShopId, CategoryId = category.Id, MadeAt = now };
        db.Add(product);
        return product;
    }

    private static Dictionary<string, string> Attributes(Category category, IReadOnlyDictionary<string, string?>? given)
    {
        var kept = new Dictionary<string, string>();
        foreach (var template in category.Attributes)
            if (template.Check(given?.GetValueOrDefault(template.Key)) is { } value) kept[template.Key] = value;
        if (given?.Keys.FirstOrDefault(k => category.Attributes.All(a => a.Key != k)) is { } unknown) throw Refusal.Invalid("attributes", "goods.attribute.unknown", unknown.CutTo(40));
        return kept;
    }

    // A key, once given, is never given to another value: retired variants still carry it.
    private static List<ProductOption> Options(Product product, List<Sku> skus, IReadOnlyList<Option> given)
    {
        if (given.Count > Product.MostOptions) throw Refusal.Invalid("options", "goods.options.many", Product.MostOptions);
        return [.. given.Select((option, i) =>
        {
            var values = option.Values ?? [];
            if (values.Count is 0 or > MostValues) throw Refusal.Invalid("options", "goods.options.values", MostValues);
            var there = product.Options.ElementAtOrDefault(i)?.Values ?? [];
            var last = Math.Max(there.Select(v => v.Key).DefaultIfEmpty(0).Max(), skus.Select(s => s.Choices[i]).DefaultIfEmpty(0).Max());
            var named = values.Select(v => (v.Key, Name: v.Name.Checked("options", 40))).Select(v => new OptionValue((there.FirstOrDefault(t => t.Key == v.Key) ?? there.FirstOrDefault(t => v.Key is null && t.Name == v.Name))?.Key ?? ++last, v.Name)).ToList();
            // Buyers choose by name, in either language.
            if (named.DistinctBy(v => v.Key).Count() != named.Count || Repeats(named.Select(v => v.Name.Zh)) || Repeats(named.Select(v => v.Name.En))) throw Refusal.Invalid("options", "goods.options.twice");
            return new ProductOption(option.Name.Checked("options", 20), named);
        })];
    }

    private static bool Repeats(IEnumerable<string> names)
    {
        var said = names.Where(n => n.Length > 0).ToList();
        return said.Distinct().Count() != said.Count;
    }

    private async Task<List<ProductPicture>> Gallery(Product product, Seat seat, IReadOnlyList<Shot> given)
    {
        if (given.Count > Product.MostPictures) throw Refusal.Invalid("pictures", "goods.pictures.many", Product.MostPictures);
        var hanging = await db.Set<ProductPicture>().Where(p => p.ProductId == product.Id).ToDictionaryAsync(p => p.PictureId);
        var fresh = given.Select(g => g.Id.Value).Where(p => !hanging.ContainsKey(p)).Distinct().ToArray();
        var brought = fresh.Length == 0 ? [] : await db.Set<Picture>().AsNoTracking()
            .Where(p => fresh.Contains(p.Id) && p.State == PictureState.Kept && (p.OwnerId == seat.MemberId || p.Purpose == PicturePurpose.Goods || p.Purpose == PicturePurpose.Shop) && db.Set<Staff>().Any(s => s.MerchantId == seat.ShopId && s.MemberId == p.OwnerId)).ToDictionaryAsync(p => p.Id);
        var gallery = new List<ProductPicture>();
        foreach (var shot in given.DistinctBy(g => g.Id))
        {
            if (!hanging.Remove(shot.Id, out var picture))
            {
                var file = brought.GetValueOrDefault(shot.Id) ?? throw Refusal.Invalid("pictures", "goods.picture.unknown");
                picture = new ProductPicture { Id = db.NextId(), ProductId = product.Id, PictureId = file.Id, Width = file.Width, Height = file.Height, Colour = file.Colour };
                db.Add(picture);
            }
            picture.Alt = (shot.Alt ?? Text2.None).Checked("pictures", 120, required: false);
            picture.Position = gallery.Count;
            gallery.Add(picture);
        }
        db.LetGo(hanging.Keys, []);
        db.RemoveRange(hanging.Values);
        return gallery;
    }

    /// <returns>The opening stock of variants that are new.</returns>
    private async Task<List<(long Sku, int Pieces)>> Variants(Product product, Seat seat, List<Sku> skus, IReadOnlyList<Variant> given, List<ProductPicture> pictures, Instant now)
    {
        if (given.Count is 0 or > Product.MostSkus) throw Refusal.Invalid("variants", "goods.variants.count", Product.MostSkus);
        var lowest = skus.Count == 0 ? new Dictionary<long, long>() : await history.Lowest([.. skus.Select(s => s.Id)]);
        var opening = new List<(long, int)>();
        var named = new HashSet<(int, int, int)>();
        foreach (var (variant, position) in given.Select((v, i) => (v, i)))
        {
            var keys = Keys(product, variant.Choices ?? []);
            if (!named.Add((keys[0], keys[1], keys[2]))) throw Refusal.Invalid("variants", "goods.variants.twice");
            var sku = skus.FirstOrDefault(s => s.Choices.SequenceEqual(keys));
            if (sku is null)
            {
                if (skus.Count >= Product.MostSkusEver) throw Refusal.Invalid("variants", "goods.variants.ever", Product.MostSkusEver);
                sku = new Sku { Id = db.NextId(), ProductId = product.Id, Choice1 = keys[0], Choice2 = keys[1], Choice3 = keys[2] };
                db.Add(sku);
                book.Open(sku);
                skus.Add(sku);
                if (variant.Stock is { } pieces and not 0) opening.Add((sku.Id, pieces is > 0 and <= StockBook.Most ? pieces : throw Refusal.Invalid("variants", "goods.stock.count", StockBook.Most)));
            }
            (sku.Retired, sku.Position, sku.Code) = (false, position, Short("variants", variant.Code, Sku.LongestCode));
            if (variant.PictureId is { } shown && pictures.All(p => p.PictureId != shown)) throw Refusal.Invalid("variants", "goods.picture.unknown");
            sku.PictureId = variant.PictureId?.Value;
            var price = new Money(variant.PriceMinor, seat.Merchant.Currency);
            if (sku.Reprice(price, lowest.TryGetValue(sku.Id, out var low) ? low : null, db.NextId(), seat.MemberId, now) is { } change) db.Add(change);
        }
        foreach (var sku in skus.Where(s => !named.Contains((s.Choice1, s.Choice2, s.Choice3)))) sku.Retired = true;
        return opening;
    }

    private static int[] Keys(Product product, IReadOnlyList<int> choices)
    {
        if (choices.Count != product.Options.Count) throw Refusal.Invalid("variants", "goods.variants.choices");
        var keys = new int[3];
        for (var i = 0; i < choices.Count; i++)
            keys[i] = choices[i] >= 0 && choices[i] < product.Options[i].Values.Count ? product.Options[i].Values[choices[i]].Key : throw Refusal.Invalid("variants", "goods.variants.choices");
        return keys;
    }

    private static string Short(string field, string? text, int longest)
    {
        var said = (text ?? "").Trim();
        return said.Length <= longest && !said.Contains('\0') ? said : throw Refusal.Invalid(field, "goods.text.long", longest);
    }
}
