using Kaki.Goods.Catalogue;
using Kaki.Goods.Merchants;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Stock;

/// <summary>Somebody of the shop says that pieces arrived, or how many lie on the shelf after counting.</summary>
internal sealed class CountStock(AppDb db, Seats seats, StockBook book)
{
    public enum Act { Receive, Count }

    public sealed record Input(Act Act, int Pieces, string? Note);
    public sealed record Level(Id SkuId, int OnHand, int Held, int Free);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/office/stock/{skuId}", async (Id skuId, Input input, Caller caller, CountStock count) => TypedResults.Ok(await count.Run(caller, skuId, input)))
            .WithName("countStock").WithSummary("Receive pieces of a variant, or say how many were counted").WithTags("office").ProducesProblem(400).ProducesProblem(404).ProducesProblem(422);

    public Task<Level> Run(Caller caller, long skuId, Input input) => db.Write(async () =>
    {
        var seat = await seats.Of(caller);
        if (!await db.Set<Sku>().AnyAsync(s => s.Id == skuId && db.Set<Product>().Any(p => p.Id == s.ProductId && p.MerchantId == seat.ShopId))) throw Refusal.Missing();
        if (input.Act == Act.Receive) await book.Receive(skuId, input.Pieces, seat.MemberId, input.Note ?? "");
        else await book.Correct(skuId, input.Pieces, seat.MemberId, input.Note ?? "");
        var row = await db.Set<StockRow>().AsNoTracking().SingleAsync(r => r.Id == skuId);
        return new Level(skuId, row.OnHand, row.Held, row.Free);
    });
}
