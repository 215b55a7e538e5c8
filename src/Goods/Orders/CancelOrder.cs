using Kaki.Goods.Catalogue;
using Kaki.Goods.Merchants;
using Kaki.Goods.Payments;
using Kaki.Goods.Stock;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Kaki.Trust.Screening;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Orders;

/// <summary>An order is called off: by the buyer while it is not paid, by the clock, or a shop's part by the shop before anything of it went out. The stock goes back in the same transaction.</summary>
internal sealed class CancelOrder(AppDb db, StockBook stock, Seats seats, Screen screen, SendRefunds refunds, TimeProvider clock)
{
    public sealed record Reason(string? Text);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/orders/{id}/cancel", async (Id id, Caller caller, CancelOrder cancel) => { await cancel.ByBuyer(caller, id); return TypedResults.NoContent(); })
            .WithName("cancelOrder").WithSummary("Call off an order that is not paid yet").WithTags("orders").ProducesProblem(404).ProducesProblem(409);
        routes.MapPost("/orders/{id}/cancel", async (Id id, HttpContext http, Caller caller, CancelOrder cancel) => { await cancel.ByBuyer(caller, id); return http.SeeOther($"/orders/{id}"); }).ExcludeFromDescription();
        routes.MapPost("/api/v1/office/orders/{id}/cancel", async (Id id, Reason input, Caller caller, CancelOrder cancel) => { await cancel.ByShop(caller, id, input.Text); return TypedResults.NoContent(); })
            .WithName("cancelShopOrder").WithSummary("Call off a shop's part of an order before it is sent; the money goes back").WithTags("office").ProducesProblem(404).ProducesProblem(409);
    }

    public Task ByBuyer(Caller caller, Id id)
    {
        var me = caller.Member;
        return db.Write(async () =>
        {
            await db.Turn(id);
            var order = await db.Set<Order>().SingleOrDefaultAsync(o => o.Id == id.Value && o.BuyerId == me) ?? throw Refusal.Missing();
            await WholeOrder(order, StepBy.Buyer, me, "buyer");
        });
    }

    /// <summary>The time to pay is over.</summary>
    /// <returns>False where it was paid or cancelled meanwhile.</returns>
    public async Task<bool> ByClock(long id)
    {
        try
        {
            return await db.Write(async () =>
            {
                await db.Turn(id);
                var order = await db.Set<Order>().SingleAsync(o => o.Id == id);
                if (order.State != OrderState.Placed || Instant.Now(clock) < order.PayBy) return false;
                await WholeOrder(order, StepBy.House, null, "time");
                db.TellBuyer(order.BuyerId, NoticeKind.OrderCancelled, order.Id);
                return true;
            });
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    public async Task ByShop(Caller caller, Id id, string? reason)
    {
        var seat = await seats.Of(caller);
        var why = (reason ?? "").Trim();
        if (why.Length is 0 or > SubOrder.LongestReason || why.Contains('\0')) throw OrderRefusals.Reason();
        await screen.Require(caller, why);
        var refund = await db.Write(async () =>
        {
            var part = await db.PartInTurn(s => s.Id == id.Value && s.MerchantId == seat.ShopId);
            if (part.State != SubState.Paid) throw OrderRefusals.State();
            var order = await db.Set<Order>().SingleAsync(o => o.Id == part.OrderId);
            var now = Instant.Now(clock);
            part.Cancel(why);
            db.Step(order.Id, part.Id, StepKind.Cancelled, StepBy.Shop, caller.Member, now, why);
            order.Follow(await db.Set<SubOrder>().Where(s => s.OrderId == order.Id).ToListAsync(), now);
            db.Publish(new OrderCancelled(order.Id, part.Id, order.BuyerId));
            db.TellBuyer(order.BuyerId, NoticeKind.OrderCancelled, order.Id, why);
            var due = await GiveBack(part, now);
            await db.SaveChangesAsync();
            await PutBack(l => l.SubOrderId == part.Id, order.Id, sold: true);
            return due;
        });
        await refunds.Try(refund);
    }

    private async Task WholeOrder(Order order, StepBy by, long? member, string why)
    {
        var now = Instant.Now(clock);
        order.Cancel(now);
        foreach (var part in await db.Set<SubOrder>().Where(s => s.OrderId == order.Id).ToListAsync()) part.Cancel(why);
        db.Step(order.Id, null, StepKind.Cancelled, by, member, now, why);
        db.Publish(new OrderCancelled(order.Id, null, order.BuyerId));
        await db.SaveChangesAsync();
        await PutBack(l => l.OrderId == order.Id, order.Id, sold: false);
    }

    private async Task<long> GiveBack(SubOrder part, Instant now)
    {
        var payment = await db.Set<Payment>().SingleAsync(p => p.OrderId == part.OrderId && p.State == PaymentState.Paid && !db.Set<Refund>().Any(r => r.PaymentId == p.Id && r.SubOrderId == null));
        var refund = new Refund { Id = db.NextId(), PaymentId = payment.Id, OrderId = part.OrderId, SubOrderId = part.Id, Amount = part.Total, Reason = "cancelled", At = now };
        db.Add(refund);
        db.Note(payment.Id, "refund_due", "house", now, part.Total.ToString());
        return refund.Id;
    }

    // In the order of the variants, and last: see StockBook.
    private async Task PutBack(System.Linq.Expressions.Expression<Func<OrderLine, bool>> which, long orderId, bool sold)
    {
        var lines = await db.Set<OrderLine>().AsNoTracking().Where(which).OrderBy(l => l.SkuId).ToListAsync();
        if (sold) foreach (var line in lines.OrderBy(l => l.ProductId)) await db.CountSold(line.ProductId, -line.Quantity);
        foreach (var line in lines)
            if (!await stock.Return(line.SkuId, line.Quantity, orderId)) throw new InvalidOperationException($"Order {orderId} holds nothing of {line.SkuId} to give back.");
    }
}
