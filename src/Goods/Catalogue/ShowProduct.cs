using Kaki.Goods.Merchants;
using Kaki.Goods.Stock;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Catalogue;

/// <summary>Everything a product's page says: two queries. Drafts are shown to their own shop only.</summary>
internal sealed class ShowProduct(AppDb db, TimeProvider clock)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/goods/{id}", async (Id id, Caller caller, ShowProduct show, HttpResponse response) =>
            {
                var product = await show.Run(caller, id);
                response.SetTag(product.Version);
                return TypedResults.Ok(product);
            })
            .WithName("getProduct").WithSummary("A product with its variants, stock, shop and shipping").WithTags("goods").ProducesProblem(404);

    public async Task<ProductView> Run(Caller caller, long id)
    {
        var now = Instant.Now(clock);
        var row = await (from p in db.Set<Product>().AsNoTracking()
                         where p.Id == id
                         join m in db.Set<Merchant>() on p.MerchantId equals m.Id
                         join r in db.Set<ShippingRule>() on m.Id equals r.Id
                         join c in db.Set<Category>() on p.CategoryId equals c.Id
                         select new
                         {
                             Product = p, Merchant = m, Rule = r, Category = c, Parent = db.Set<Category>().FirstOrDefault(up => up.Id == c.ParentId),
                             Pictures = db.Set<ProductPicture>().Where(x => x.ProductId == p.Id).OrderBy(x => x.Position).ToList(),
                         }).SingleOrDefaultAsync() ?? throw Refusal.Missing();
        if (row.Product.State == ProductState.Draft && !await IsStaff(caller, row.Merchant.Id)) throw Refusal.Missing();
        var skus = await Skus(row.Product, now, caller);
        return View(caller, row.Product, row.Merchant, row.Rule, row.Category, row.Parent, row.Pictures, skus, now);
    }

    private async Task<bool> IsStaff(Caller caller, long merchantId) =>
        caller.MemberId is { } me && await db.Set<Staff>().AnyAsync(s => s.MerchantId == merchantId && s.MemberId == me);

    private async Task<List<SkuView>> Skus(Product product, Instant now, Caller caller)
    {
        var skus = db.Set<Sku>().AsNoTracking().Where(s => s.ProductId == product.Id && !s.Retired).OrderBy(s => s.Position).ThenBy(s => s.Id);
        var rows = await PriceHistory.InForce(db, skus, now).Select(p => new { p.Sku, Price = p, Free = db.Set<StockRow>().Where(r => r.Id == p.Sku.Id).Select(r => r.OnHand - r.Held).FirstOrDefault() }).ToListAsync();
        return [.. rows.Select(r => new SkuView(r.Sku.Id, r.Sku.Code, [.. r.Sku.Choices.Take(product.Options.Count).Select((key, i) => product.ValueOf(i, key).For(caller))],
            product.VariantOf(r.Sku).For(caller), r.Sku.Price, r.Sku.WasOn(now), new Money(r.Price.Lowest ?? r.Sku.Price.Minor, r.Sku.Price.Currency),
            product.State == ProductState.OnSale ? r.Free : 0, r.Sku.PictureId is { } p ? new Id(p) : null))];
    }

    private static ProductView View(Caller caller, Product p, Merchant m, ShippingRule rule, Category c, Category? parent, List<ProductPicture> pictures, List<SkuView> skus, Instant now) => new(
        p.Id, p.Title.For(caller), p.Title.Other(caller.Chinese), p.About.For(caller), p.Brand,
        p.State == ProductState.OnSale && m.State == MerchantState.Closed ? ProductState.OffSale : p.State,
        p.Price, new Money(p.HighestMinor, p.Price.Currency), p.WasOn(now), p.Sold,
        [.. pictures.Select(x => new GoodsPicture(x.PictureId, x.Width, x.Height, x.Colour, x.Alt.For(caller), Picture.UrlOf(x.PictureId, 1080)))],
        [.. p.Options.Select(o => new OptionView(o.Name.For(caller), [.. o.Values.Select(v => v.Name.For(caller))]))],
        m.State == MerchantState.Closed ? [.. skus.Select(s => s with { Stock = 0 })] : skus,
        [.. c.Attributes.Where(a => p.Attributes.ContainsKey(a.Key)).Select(a => new Said(a.Key, a.Name.For(caller), a.Shown(p.Attributes[a.Key]).For(caller)))],
        new(c.Slug, c.Name.For(caller)), parent is null ? null : new(parent.Slug, parent.Name.For(caller)),
        new(m.Id, m.Slug, m.Name.For(caller), m.SignId is { } sign ? Picture.UrlOf(sign, 320) : null, m.ShipsFrom.For(caller)),
        new(rule.Flat, rule.FreeFrom, rule.DispatchDays, rule.Excluded),
        new(p.Reviews, Math.Round(p.Stars, 2), [p.Stars1, p.Stars2, p.Stars3, p.Stars4, p.Stars5], p.ReviewsWithPictures), p.Version);
}

internal sealed record ProductView(Id Id, string Title, string? TitleOther, string About, string Brand, ProductState State, Money Price, Money HighestPrice, Money? Was, int Sold,
    IReadOnlyList<GoodsPicture> Pictures, IReadOnlyList<OptionView> Options, IReadOnlyList<SkuView> Skus, IReadOnlyList<Said> Attributes,
    CategoryName Category, CategoryName? Parent, ShopHead Shop, ShippingTerms Shipping, StarCounts Reviews, long Version);

internal sealed record GoodsPicture(Id Id, int Width, int Height, string Colour, string Alt, string Url);

internal sealed record OptionView(string Name, IReadOnlyList<string> Values);

/// <param name="Was">An earlier price that may honestly be shown beside this one.</param>
/// <param name="Lowest">The lowest price of the last 30 days.</param>
/// <param name="Stock">Pieces that can be bought now.</param>
internal sealed record SkuView(Id Id, string Code, IReadOnlyList<string> Options, string Variant, Money Price, Money? Was, Money Lowest, int Stock, Id? PictureId);

internal sealed record Said(string Key, string Name, string Value);

internal sealed record CategoryName(string Slug, string Name);

internal sealed record ShopHead(Id Id, string Slug, string Name, string? Sign, string ShipsFrom);

internal sealed record ShippingTerms(Money Flat, Money? FreeFrom, int DispatchDays, IReadOnlyList<string> Excluded);

/// <param name="ByStars">How many gave one star, two, … five.</param>
internal sealed record StarCounts(int Count, double Average, IReadOnlyList<int> ByStars, int WithPictures);
