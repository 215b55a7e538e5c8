using Kaki.Goods.Catalogue;
using Kaki.Goods.Merchants;
using Kaki.Goods.Office;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Stock;

/// <summary>What lies on the shop's shelves, variant by variant, and for each number the lines that made it.</summary>
internal sealed class ListStock(AppDb db, Seats seats, PeopleReads people)
{
    public const int Size = 50;

    public sealed record Row(Id SkuId, Id ProductId, string Title, string Variant, string Code, string? Cover, int OnHand, int Held, int Free);

    /// <param name="Who">Name of the colleague who did it; null for what orders did.</param>
    public sealed record Movement(StockKind Kind, int OnHandChange, int HeldChange, int OnHand, int Held, Id? OrderId, string? Who, string Note, Instant At);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/office/stock", async (Caller caller, ListStock list, string? q, bool? low, string? after, int? size) => TypedResults.Ok(await list.Run(caller, q, low ?? false, Cursor.Of(after), size ?? Size)))
            .WithName("listStock").WithSummary("Stock by variant: on hand, promised, free").WithTags("office").ProducesProblem(404);
        routes.MapGet("/api/v1/office/stock/{skuId}/movements", async (Id skuId, Caller caller, ListStock list, string? after) => TypedResults.Ok(await list.Explain(caller, skuId, Cursor.Of(after))))
            .WithName("explainStock").WithSummary("The lines a stock number is the sum of, newest first").WithTags("office").ProducesProblem(404);
    }

    public async Task<Page<Row>> Run(Caller caller, string? q, bool low, Cursor? after, int size = Size)
    {
        var shop = (await seats.Of(caller)).ShopId;
        size = Math.Clamp(size, 1, 100);
        var text = (q ?? "").Trim().ToLowerInvariant().CutTo(OfficeGoods.LongestQuery);
        var rows = await (from r in db.Set<StockRow>().AsNoTracking()
                          join s in db.Set<Sku>().Where(s => !s.Retired) on r.Id equals s.Id
                          join p in db.Set<Product>().Where(p => p.MerchantId == shop) on s.ProductId equals p.Id
                          where (after == null || r.Id < after.Value.Id) && (!low || r.OnHand - r.Held <= OfficeGoods.Low)
                                && (text == "" || p.Title.Zh.ToLower().Contains(text) || p.Title.En.ToLower().Contains(text) || s.Code.ToLower().Contains(text))
                          orderby r.Id descending
                          select new { Row = r, Sku = s, Product = p }).Take(size + 1).ToListAsync();
        return Page<Row>.Of([.. rows.Select(x => new Row(x.Sku.Id, x.Product.Id, x.Product.Title.For(caller), x.Product.VariantOf(x.Sku).For(caller), x.Sku.Code,
            (x.Sku.PictureId ?? x.Product.CoverId) is var p and not 0 ? Picture.UrlOf(p, 320) : null, x.Row.OnHand, x.Row.Held, x.Row.Free))], size, r => new(0, r.SkuId));
    }

    public async Task<Row> One(Caller caller, long skuId)
    {
        var shop = (await seats.Of(caller)).ShopId;
        var x = await (from r in db.Set<StockRow>().AsNoTracking() where r.Id == skuId join s in db.Set<Sku>() on r.Id equals s.Id
                       join p in db.Set<Product>().Where(p => p.MerchantId == shop) on s.ProductId equals p.Id select new { Row = r, Sku = s, Product = p }).SingleOrDefaultAsync() ?? throw Refusal.Missing();
        return new(x.Sku.Id, x.Product.Id, x.Product.Title.For(caller), x.Product.VariantOf(x.Sku).For(caller), x.Sku.Code, null, x.Row.OnHand, x.Row.Held, x.Row.Free);
    }

    public async Task<Page<Movement>> Explain(Caller caller, long skuId, Cursor? after)
    {
        await One(caller, skuId);
        var lines = await db.Set<StockMovement>().AsNoTracking().Where(m => m.SkuId == skuId && (after == null || m.Id < after.Value.Id)).OrderByDescending(m => m.Id).Take(Size + 1).ToListAsync();
        var who = await people.Cards([.. lines.Where(l => l.ById is not null).Select(l => l.ById!.Value).Distinct()]);
        var page = Page<StockMovement>.Of(lines, Size, l => new(0, l.Id));
        return new([.. page.Items.Select(l => new Movement(l.Kind, l.OnHandChange, l.HeldChange, l.OnHand, l.Held, l.OrderId is { } o ? new Id(o) : null,
            l.ById is { } by ? who.GetValueOrDefault(by)?.Name : null, l.Note, l.At))], page.Next);
    }
}
