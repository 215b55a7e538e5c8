using Kaki.Goods.Catalogue;
using Kaki.Goods.Merchants;
using Kaki.Goods.Stock;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Pictures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Office;

/// <summary>The shop's own list of goods, drafts included.</summary>
internal sealed class OfficeGoods(AppDb db, Seats seats)
{
    public const int Size = 50, LongestQuery = 60;

    /// <summary>Free pieces up to which a variant counts as running low.</summary>
    public const int Low = 5;

    public sealed record Input(string? Q = null, ProductState? State = null, string? Category = null, bool LowOnly = false, Cursor? After = null, int Size = OfficeGoods.Size);
    public sealed record Row(Id Id, string Title, string? Cover, ProductState State, string Category, Money Price, bool From, int Variants, int Free, int Held, int Sold, int Reviews, Instant ChangedAt, long Version);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/office/goods", async (Caller caller, OfficeGoods goods, string? q, string? state, string? category, bool? low, string? after, int? size) =>
                TypedResults.Ok(await goods.Run(caller, new(q, string.IsNullOrEmpty(state) ? null : Choice.Of<ProductState>(state, default, "state"), category, low ?? false, Cursor.Of(after), size ?? Size))))
            .WithName("listOfficeGoods").WithSummary("The shop's goods, drafts included").WithTags("office").ProducesProblem(404);

    public async Task<Page<Row>> Run(Caller caller, Input input)
    {
        var shop = (await seats.Of(caller)).ShopId;
        var size = Math.Clamp(input.Size, 1, 100);
        var goods = Filtered(shop, input);
        if (input.After is { } place) goods = goods.Where(p => p.Id < place.Id);
        var rows = await (from p in goods.OrderByDescending(p => p.Id).Take(size + 1)
                          join c in db.Set<Category>() on p.CategoryId equals c.Id
                          orderby p.Id descending
                          select new
                          {
                              Product = p, Category = c.Name, Variants = db.Set<Sku>().Count(s => s.ProductId == p.Id && !s.Retired),
                              OnHand = db.Set<StockRow>().Where(r => r.ProductId == p.Id && db.Set<Sku>().Any(s => s.Id == r.Id && !s.Retired)).Sum(r => r.OnHand),
                              Held = db.Set<StockRow>().Where(r => r.ProductId == p.Id && db.Set<Sku>().Any(s => s.Id == r.Id && !s.Retired)).Sum(r => r.Held),
                          }).ToListAsync();
        return Page<Row>.Of([.. rows.Select(r => new Row(r.Product.Id, r.Product.Title.For(caller), r.Product.CoverId == 0 ? null : Picture.UrlOf(r.Product.CoverId, 320), r.Product.State, r.Category.For(caller),
            r.Product.Price, r.Product.HighestMinor > r.Product.Price.Minor, r.Variants, r.OnHand - r.Held, r.Held, r.Product.Sold, r.Product.Reviews, r.Product.ChangedAt, r.Product.Version))], size, r => new(0, r.Id));
    }

    public async Task<IReadOnlyDictionary<ProductState, int>> Counts(long shop) =>
        await db.Set<Product>().Where(p => p.MerchantId == shop).GroupBy(p => p.State).Select(g => new { g.Key, N = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.N);

    private IQueryable<Product> Filtered(long shop, Input input)
    {
        var goods = db.Set<Product>().AsNoTracking().Where(p => p.MerchantId == shop);
        if (input.State is { } state) goods = goods.Where(p => p.State == state);
        if (input.Category is { Length: > 0 } slug) goods = goods.Where(p => db.Set<Category>().Any(c => c.Id == p.CategoryId && (c.Slug == slug || db.Set<Category>().Any(up => up.Id == c.ParentId && up.Slug == slug))));
        if (input.LowOnly) goods = goods.Where(p => db.Set<Sku>().Any(s => s.ProductId == p.Id && !s.Retired && db.Set<StockRow>().Any(r => r.Id == s.Id && r.OnHand - r.Held <= Low)));
        var text = (input.Q ?? "").Trim().ToLowerInvariant().CutTo(LongestQuery);
        if (text.Length > 0)
            goods = goods.Where(p => p.Title.Zh.ToLower().Contains(text) || p.Title.En.ToLower().Contains(text) || p.Brand.ToLower().Contains(text) || db.Set<Sku>().Any(s => s.ProductId == p.Id && s.Code.ToLower().Contains(text)));
        return goods;
    }
}
