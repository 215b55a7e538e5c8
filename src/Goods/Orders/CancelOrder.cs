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

/// <summary>
/// An order is called off: the whole of it by the buyer or the clock while it is not paid; a shop's part, or what of it is not sent, by the shop,
/// and by the buyer or the clock once the shop is late. The stock goes back in the same transaction.
/// </summary>
internal sealed class CancelOrder(AppDb db, StockBook stock, Seats seats, Screen screen, SendRefunds refunds, OrderSettings settings, TimeProvider clock)
{
    public sealed record Reason(string? Text);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/orders/{id}/cancel", async (Id id, Caller caller, CancelOrder cancel) => { await cancel.ByBuyer(caller, id); return TypedResults.NoContent(); })
            .WithName("cancelOrder").WithSummary("Call off an order that is not paid yet").WithTags("orders").ProducesProblem(404).ProducesProblem(409);
        routes.MapPost("/orders/{id}/cancel", async (Id id, HttpContext http, Caller caller, CancelOrder cancel) => { await cancel.ByBuyer(caller, id); return http.SeeOther($"/orders/{id}"); }).ExcludeFromDescription();
        routes.MapPost("/api/v1/orders/{id}/parts/{part}/cancel", async (Id id, Id part, Caller caller, CancelOrder cancel) => { await cancel.LateByBuyer(caller, id, part); return TypedResults.NoContent(); })
            .WithName("cancelLatePart").WithSummary("Call off what a shop has not sent by the day it promised; the money for it goes back").WithTags("orders").ProducesProblem(404).ProducesProblem(409);
        routes.MapPost("/orders/{id}/parts/{part}/cancel", async (Id id, Id part, HttpContext http, Caller caller, CancelOrder cancel) => { await cancel.LateByBuyer(caller, id, part); return http.SeeOther($"/orders/{id}"); }).ExcludeFromDescription();
        routes.MapPost("/api/v1/office/orders/{id}/cancel", async (Id id, Reason input, Caller caller, CancelOrder cancel) => { await cancel.ByShop(caller, id, input.Text); return TypedResults.NoContent(); })
            .WithName("cancelShopOrder").WithSummary("Call off what is not sent of a shop's part of an order, all or the rest; the money for it goes back").WithTags("office").ProducesProblem(404).ProducesProblem(409);
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
    /// <returns>False where it was paid or cancelled meanwhile, or an operator has yet to decide about a payment of it and still has time to.</returns>
    public async Task<bool> ByClock(long id)
    {
        try
        {
            return await db.Write(async () =>
            {
                await db.Turn(id);
                var order = await db.Set<Order>().SingleAsync(o => o.Id == id);
                var now = Instant.Now(clock);
                if (order.State != OrderState.Placed || now < order.PayBy) return false;
                var undecided = await db.Set<Payment>().AnyAsync(p => p.OrderId == id && p.State == PaymentState.Parked);
                if (undecided && now < order.PayBy.Plus(settings.ToDecide)) return false;
                await WholeOrder(order, StepBy.House, null, undecided ? "undecided" : "time");
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
        if (SubOrder.ReasonsOfTheHouse.Contains(why)) throw OrderRefusals.ReasonOfTheHouse(why);
        await screen.Require(caller, why);
        var refund = await db.Write(async () =>
        {
            var part = await db.PartInTurn(s => s.Id == id.Value && s.MerchantId == seat.ShopId);
            db.TellBuyer(part.BuyerId, NoticeKind.OrderCancelled, part.OrderId, why);
            return await Unsent(part, StepBy.Shop, caller.Member, why);
        });
        if (refund is { } due) await refunds.Try(due);
    }

    /// <summary>The shop has not sent by the day it promised.</summary>
    public async Task LateByBuyer(Caller caller, Id id, Id part)
    {
        var me = caller.Member;
        var refund = await db.Write(async () =>
        {
            var late = await db.PartInTurn(s => s.Id == part.Value && s.OrderId == id.Value && s.BuyerId == me);
            if (!late.Late(Instant.Now(clock))) throw OrderRefusals.State();
            await db.TellShops([late.MerchantId], NoticeKind.OrderCancelled, null, late.OrderId);
            return await Unsent(late, StepBy.Buyer, me, SubOrder.UnsentByBuyer);
        });
        if (refund is { } due) await refunds.Try(due);
    }

    /// <summary>The shop is so late that nobody waits any more.</summary>
    public async Task LateByClock(long part)
    {
        var refund = await db.Write(async () =>
        {
            var late = await db.PartInTurn(s => s.Id == part);
            if (!late.Late(Instant.Now(clock).Minus(settings.ToGiveUp))) return null;
            await db.TellShops([late.MerchantId], NoticeKind.OrderCancelled, null, late.OrderId);
            db.TellBuyer(late.BuyerId, NoticeKind.OrderCancelled, late.OrderId);
            return await Unsent(late, StepBy.House, null, SubOrder.UnsentByHouse);
        });
        if (refund is { } due) await refunds.Try(due);
    }

    private async Task WholeOrder(Order order, StepBy by, long? member, string why)
    {
        var now = Instant.Now(clock);
        order.Cancel(now);
        foreach (var part in await db.Set<SubOrder>().Where(s => s.OrderId == order.Id).ToListAsync()) part.Cancel(why);
        db.Step(order.Id, null, StepKind.Cancelled, by, member, now, why);
        db.Publish(new OrderCancelled(order.Id, null, order.BuyerId));
        await db.SaveChangesAsync();
        await PutBack(await db.Set<OrderLine>().AsNoTracking().Where(l => l.OrderId == order.Id).ToListAsync(), sold: false);
    }

    /// <returns>The refund that is due; null where nothing is left to give back.</returns>
    private async Task<long?> Unsent(SubOrder part, StepBy by, long? member, string why)
    {
        var now = Instant.Now(clock);
        var lines = await db.Set<OrderLine>().AsNoTracking().Where(l => l.SubOrderId == part.Id).ToListAsync();
        var (rest, due) = (part.State == SubState.PartShipped, part.GivesBack(lines));
        part.CallOff(why, now, settings.ToConfirm);
        db.Step(part.OrderId, part.Id, rest ? StepKind.RestCancelled : StepKind.Cancelled, by, member, now, why);
        var order = await db.Set<Order>().SingleAsync(o => o.Id == part.OrderId);
        order.Follow(await db.Set<SubOrder>().Where(s => s.OrderId == order.Id).ToListAsync(), now);
        db.Publish(new OrderCancelled(order.Id, part.Id, order.BuyerId));
        var refund = await GiveBack(part, due, now);
        await db.SaveChangesAsync();
        await PutBack(lines, sold: true);
        return refund;
    }

    private async Task<long?> GiveBack(SubOrder part, Money due, Instant now)
    {
        var payment = await db.Set<Payment>().SingleAsync(p => p.OrderId == part.OrderId && p.State == PaymentState.Paid && !db.Set<Refund>().Any(r => r.PaymentId == p.Id && (r.Reason == "late" || r.Reason == "twice")));
        due = payment.Left(due, await db.Set<Refund>().Where(r => r.PaymentId == payment.Id).Select(r => r.Amount.Minor).ToListAsync());
        if (due.Minor <= 0) return null; // less came than was asked, and all of it is on its way back
        var refund = new Refund { Id = db.NextId(), PaymentId = payment.Id, OrderId = part.OrderId, SubOrderId = part.Id, Amount = due, Reason = "cancelled", At = now };
        db.Add(refund);
        db.Note(payment.Id, "refund_due", "house", now, due.ToString());
        return refund.Id;
    }

    // In the order of the variants, and last: see StockBook.
    private async Task PutBack(List<OrderLine> lines, bool sold)
    {
        var left = lines.Where(l => l.ToShip > 0).ToList();
        if (sold) foreach (var line in left.OrderBy(l => l.ProductId)) await db.CountSold(line.ProductId, -line.ToShip);
        foreach (var line in left.OrderBy(l => l.SkuId))
            if (!await stock.Return(line.SkuId, line.ToShip, line.OrderId)) throw new InvalidOperationException($"Order {line.OrderId} holds nothing of {line.SkuId} to give back.");
    }
}
