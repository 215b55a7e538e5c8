using Kaki.Goods.Catalogue;
using Kaki.Goods.Merchants;
using Kaki.Goods.Stock;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Imports;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods;

/// <summary>Brings categories, shops and products in under the names their source gave them; what was brought before is passed over.</summary>
public sealed class BringGoods
{
    private readonly AppDb db;
    private readonly BroughtBook book;
    private readonly StockBook stock;
    private readonly TimeProvider clock;

    internal BringGoods(AppDb db, BroughtBook book, StockBook stock, TimeProvider clock) => (this.db, this.book, this.stock, this.clock) = (db, book, stock, clock);

    public Task<Dictionary<string, long>> Known(string source, string kind) => book.Of(source, kind);

    /// <summary>Every product this source brought, by its name there, with the category it lies in.</summary>
    public async Task<IReadOnlyList<(string Name, string Category)>> InCategories(string source)
    {
        var names = (await book.Of(source, "product")).ToDictionary(p => p.Value, p => p.Key);
        var found = await db.Set<Product>().Where(p => names.Keys.Contains(p.Id)).Join(db.Set<Category>(), p => p.CategoryId, c => c.Id, (p, c) => new { p.Id, c.Slug }).ToListAsync();
        return [.. found.Select(f => (names[f.Id], f.Slug))];
    }

    /// <summary>What an empty market begins with, and keeps as its operators leave it.</summary>
    public async Task FirstCategories(IReadOnlyList<CategoryToBring> categories)
    {
        try { await Categories(categories); }
        catch (DbUpdateException e) when (Unique.IsBroken(db, e)) { /* another node, started at the same moment, was first */ }
    }

    public Task Categories(IReadOnlyList<CategoryToBring> categories) => db.Write(async () =>
    {
        var known = await db.Set<Category>().ToDictionaryAsync(c => c.Slug, c => c.Id);
        var position = known.Count;
        foreach (var bring in categories.OrderBy(c => c.Parent is null ? 0 : 1).Where(c => !known.ContainsKey(c.Slug)))
        {
            var category = new Category
            {
                Id = db.NextId(), Slug = bring.Slug, ParentId = bring.Parent is null ? null : known[bring.Parent], Name = bring.Name, Position = position++,
                Attributes = [.. bring.Attributes.Select(a => new AttributeTemplate(a.Key, a.Name, Enum.Parse<AttributeKind>(a.Kind, ignoreCase: true), a.Required, a.Unit, a.Choices))],
            };
            known[bring.Slug] = category.Id;
            db.Add(category);
        }
    });

    /// <param name="source">Keeps the shop in the book of this source, and out of the place of a shop it did not bring: a slug that is taken is varied.</param>
    /// <returns>The shop's id, also when it was there before.</returns>
    public Task<long> Shop(ShopToBring bring, string? source = null) => db.Write(async () =>
    {
        if (source is null && await db.Set<Merchant>().SingleOrDefaultAsync(m => m.Slug == bring.Slug) is { } there) return there.Id;
        var id = db.NextId();
        if (source is not null) book.Add(source, "shop", bring.Slug, id);
        var shop = Merchant.Open(id, await FreeSlug(bring.Slug), bring.Currency, bring.OpenedAt);
        shop.Describe(bring.Name, bring.About, bring.ShipsFrom);
        shop.Hang(bring.Sign?.Id, null, bring.Sign?.Colour ?? "");
        var rule = new ShippingRule { Id = id };
        rule.Set(new Money(bring.FlatMinor, bring.Currency), bring.FreeFromMinor, bring.DispatchDays, []);
        db.AddRange(shop, rule);
        if (!await db.Set<Staff>().AnyAsync(s => s.MemberId == bring.OwnerId))
            db.Add(new Staff { Id = db.NextId(), MerchantId = id, MemberId = bring.OwnerId, Role = StaffRole.Owner, Since = bring.OpenedAt });
        return id;
    });

    private async Task<string> FreeSlug(string wanted)
    {
        var slug = wanted;
        for (var n = 2; await db.Set<Merchant>().AnyAsync(m => m.Slug == slug); n++) slug = $"{wanted}-{n}";
        return slug;
    }

    /// <returns>The product's id and its variants', in the order given.</returns>
    public Task<(long Id, long[] Variants)> Product(string source, ProductToBring bring) => db.Write(async () =>
    {
        var category = await db.Set<Category>().SingleAsync(c => c.Slug == bring.Category);
        var product = new Product
        {
            Id = db.NextId(), MerchantId = bring.ShopId, CategoryId = category.Id, Brand = bring.Brand, MadeAt = bring.OnSaleAt,
            Title = bring.Title.Checked("title", Catalogue.Product.LongestTitle), About = bring.About.Checked("about", Catalogue.Product.LongestAbout, required: false),
            Options = [.. bring.Options.Select(o => new ProductOption(o.Name, [.. o.Values.Select((v, i) => new OptionValue(i + 1, v))]))],
            Attributes = Attributes(category, bring.Attributes),
        };
        db.Add(product);
        var pictures = bring.Pictures.Take(Catalogue.Product.MostPictures).Select((p, i) => new ProductPicture
        {
            Id = db.NextId(), ProductId = product.Id, PictureId = p.Picture.Id, Position = i, Width = p.Picture.Width, Height = p.Picture.Height, Colour = p.Picture.Colour, Alt = p.Alt,
        }).ToList();
        db.AddRange(pictures);
        var skus = bring.Variants.Select((v, i) => Variant(product.Id, v, i, bring.OnSaleAt)).ToList();
        product.Settle(pictures, skus, Instant.Now(clock));
        product.PutOnSale(bring.OnSaleAt);
        book.Add(source, "product", bring.Name, product.Id);
        foreach (var (sku, v) in skus.Zip(bring.Variants)) book.Add(source, "sku", $"{bring.Name}/{string.Join('-', v.Choices)}", sku.Id);
        await db.SaveChangesAsync();
        await db.CountSold(product.Id, bring.Sold);
        foreach (var (sku, v) in skus.Zip(bring.Variants))
            if (v.Stock > 0) await stock.Receive(sku.Id, v.Stock, by: null);
        db.Publish(new ProductChanged(product.Id));
        return (product.Id, skus.Select(s => s.Id).ToArray());
    });

    private Sku Variant(long product, VariantToBring v, int position, Instant onSaleAt)
    {
        int Choice(int option) => option < v.Choices.Count ? v.Choices[option] + 1 : 0;
        var sku = new Sku { Id = db.NextId(), ProductId = product, Code = v.Code, Choice1 = Choice(0), Choice2 = Choice(1), Choice3 = Choice(2), PictureId = v.Picture?.Id, Position = position };
        db.Add(sku);
        stock.Open(sku);
        long? lowest = null;
        foreach (var (at, price) in v.EarlierPrices.OrderBy(e => e.At).Append((EarlierEnd(v, onSaleAt), v.Price)))
        {
            if (sku.Reprice(price, lowest, db.NextId(), 0, at) is { } line) db.Add(line);
            lowest = lowest is { } l ? Math.Min(l, price.Minor) : price.Minor;
        }
        return sku;
    }

    // Without a history the price stands since the product came on sale; with one, the present price is a week old.
    private Instant EarlierEnd(VariantToBring v, Instant onSaleAt) => v.EarlierPrices.Count == 0 ? onSaleAt : Instant.Now(clock).Minus(TimeSpan.FromDays(7));

    private static Dictionary<string, string> Attributes(Category category, IReadOnlyDictionary<string, string> given)
    {
        var kept = new Dictionary<string, string>();
        foreach (var template in category.Attributes)
            if (template.Check(given.GetValueOrDefault(template.Key)) is { } value) kept[template.Key] = value;
        return kept;
    }
}
