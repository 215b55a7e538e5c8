using System.Runtime.CompilerServices;
using Kaki.Goods.Catalogue;
using Kaki.Goods.Merchants;
using Kaki.Goods.Stock;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Faces;
using Kaki.Trust.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Office;

/// <summary>The shop's goods as a table for its own programs: a line for each variant.</summary>
internal sealed class ExportGoods(AppDb db, Seats seats, RateLimit limit)
{
    private const int AtOnce = 50;
    private static readonly string[] Head = ["product", "title_zh", "title_en", "brand", "category", "state", "sku", "variant_zh", "variant_en", "code", "price", "currency", "on_hand", "held", "sold", "changed"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/office/goods.csv", async (Caller caller, ExportGoods export, CancellationToken cancel) => await export.File(caller, cancel))
            .WithName("exportGoods").WithSummary("The shop's goods as CSV, a line for each variant").WithTags("office").Produces<string>(200, "text/csv").ProducesProblem(404);
        routes.MapGet("/office/goods.csv", async (HttpContext http, ExportGoods export) => await export.File(http.Caller(), http.RequestAborted)).ExcludeFromDescription();
    }

    /// <summary>An export reads a whole shop: all kinds of them together are asked for so often only.</summary>
    public static Task Limited(RateLimit limit, Caller caller) => limit.Take("office.export", caller.Member.ToString(), 30, TimeSpan.FromHours(1));

    private async Task<IResult> File(Caller caller, CancellationToken cancel)
    {
        var shop = (await seats.Of(caller)).ShopId;
        await Limited(limit, caller);
        return Csv.File("goods.csv", Head, Lines(shop, cancel));
    }

    // So many products at a time, with all their variants.
    private async IAsyncEnumerable<string[]> Lines(long shop, [EnumeratorCancellation] CancellationToken cancel)
    {
        var last = long.MinValue;
        while (await db.Set<Product>().AsNoTracking().Where(p => p.MerchantId == shop && p.Id > last).OrderBy(p => p.Id).Take(AtOnce).ToDictionaryAsync(p => p.Id, cancel) is { Count: > 0 } goods)
        {
            var ids = goods.Keys.ToArray();
            var rows = await (from s in db.Set<Sku>().AsNoTracking().Where(s => !s.Retired && ids.Contains(s.ProductId))
                              join p in db.Set<Product>() on s.ProductId equals p.Id
                              join c in db.Set<Category>() on p.CategoryId equals c.Id
                              join r in db.Set<StockRow>() on s.Id equals r.Id
                              orderby s.ProductId, s.Position
                              select new { Sku = s, Category = c.Slug, r.OnHand, r.Held }).ToListAsync(cancel);
            foreach (var r in rows) yield return Line(goods[r.Sku.ProductId], r.Sku, r.Category, r.OnHand, r.Held);
            last = ids.Max();
        }
    }

    private static string[] Line(Product product, Sku sku, string category, int onHand, int held)
    {
        var variant = product.VariantOf(sku);
        return
        [
            new Id(product.Id).ToString(), product.Title.Zh, product.Title.En, product.Brand, category, product.State.ToString(), new Id(sku.Id).ToString(), variant.Zh, variant.En, sku.Code,
            sku.Price.Plain, sku.Price.Currency, onHand.ToString(), held.ToString(), product.Sold.ToString(), Face.Minute(product.ChangedAt),
        ];
    }
}
