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

    /// <returns>The shop's id, also when it was there before.</returns>
    public Task<long> Shop(ShopToBring bring) => db.Write(async () =>
    {
        if (await db.Set<Merchant>().SingleOrDefaultAsync(m => m.Slug == bring.Slug) is { } there) return there.Id;
        var id = db.NextId();
        var shop = Merchant.Open(id, bring.Slug, bring.Currency, bring.OpenedAt);
        shop.Describe(bring.Name, bring.About, bring.ShipsFrom);
        shop.Hang(bring.Sign?.Id, null, bring.Sign?.Colour ?? "");
        var rule = new ShippingRule { Id = id };
        rule.Set(new Money(bring.FlatMinor, bring.Currency), bring.FreeFromMinor, bring.DispatchDays, []);
        db.AddRange(shop, rule);
        if (!await db.Set<Staff>().AnyAsync(s => s.MemberId == bring.OwnerId))
            db.Add(new Staff { Id = db.NextId(), MerchantId = id, MemberId = bring.OwnerId, Role = StaffRole.Owner, Since = bring.OpenedAt });
        return id;
    });

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
            if (v.Stock > 0) await stock.Receive(sku.Id, v.Stock, product.MerchantId);
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
