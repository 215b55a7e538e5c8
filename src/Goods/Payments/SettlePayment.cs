using Kaki.Goods.Catalogue;
using Kaki.Goods.Orders;
using Kaki.Kernel;
using Kaki.Kernel.Activity;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Payments;

/// <summary>
/// The one place where news of the bank change a payment and its order, whether they came by webhook, with the browser or by asking:
/// however often and in whatever order they come, the order is paid once, and money for an order that is off goes back.
/// </summary>
internal sealed class SettlePayment(AppDb db, SendRefunds refunds, TimeProvider clock)
{
    private const int MostTries = 5;

    /// <param name="message">The webhook's id, kept with the change; null where the news did not come by webhook.</param>
    /// <returns>The payment as it is now; null where there is none.</returns>
    public async Task<PaymentState?> Run(long paymentId, ChargeNews news, string from, string? message = null)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                var (state, refund) = await db.Write(() => Hear(paymentId, news, from, message));
                if (refund is { } due) await refunds.Try(due);
                return state;
            }
            catch (DbUpdateConcurrencyException) when (tries < MostTries)
            {
                // A cancellation or another messenger came between: look again at what it is now.
            }
            catch (DbUpdateException e) when (message is not null && tries < MostTries && Unique.IsBroken(db, e))
            {
                // The same webhook, heard twice at once; now it is known.
            }
        }
    }

    private async Task<(PaymentState?, long? Refund)> Hear(long paymentId, ChargeNews news, string from, string? message)
    {
        var payment = await db.Set<Payment>().SingleOrDefaultAsync(p => p.Id == paymentId);
        if (payment is null) return (null, null);
        var now = Instant.Now(clock);
        if (message is not null)
        {
            if (await db.Set<WebhookSeen>().AnyAsync(w => w.Id == message)) return (payment.State, null);
            db.Add(new WebhookSeen { Id = message, PaymentId = paymentId, At = now });
        }
        if (news.Status == ChargeStatus.Open) return (payment.State, null);
        if (payment.State is PaymentState.Paid or PaymentState.Parked or PaymentState.Returned)
        {
            if (message is not null) db.Note(paymentId, "again", from, now, news.Status.ToString());
            return (payment.State, null);
        }
        var order = await db.Set<Order>().SingleAsync(o => o.Id == payment.OrderId);
        if (news.Status == ChargeStatus.Failed) return (Fail(payment, order, from, now), null);
        if (news.Amount != payment.Amount) return (Park(payment, order, news.Amount, from, now), null);
        payment.Settle(now);
        if (order.State == OrderState.Placed)
        {
            await Pay(order, payment.Amount, now);
            db.Note(paymentId, "paid", from, now);
            return (payment.State, null);
        }
        return (payment.State, GiveBack(payment, order, from, now));
    }

    private PaymentState Fail(Payment payment, Order order, string from, Instant now)
    {
        if (payment.State == PaymentState.Failed) return payment.State;
        payment.Fail(now, "declined");
        db.Note(payment.Id, "failed", from, now);
        if (order.State == OrderState.Placed) db.Step(order.Id, null, StepKind.PaymentFailed, StepBy.Bank, null, now); // of one that is over, the bank only stops waiting
        return payment.State;
    }

    private PaymentState Park(Payment payment, Order order, Money came, string from, Instant now)
    {
        payment.Park(now, $"asked {payment.Amount.Minor} {payment.Amount.Currency}, told {came.Minor} {came.Currency}");
        db.Note(payment.Id, "parked", from, now, payment.Why);
        db.Step(order.Id, null, StepKind.PaymentParked, StepBy.Bank, null, now, payment.Why, order.In(came));
        return payment.State;
    }

    /// <summary>Inside a write: the order, its parts and everyone who must know.</summary>
    /// <param name="came">What was paid: what was asked, or what an operator let count.</param>
    public async Task Pay(Order order, Money came, Instant now)
    {
        order.Pay(now);
        var parts = await db.Set<SubOrder>().Where(s => s.OrderId == order.Id).ToListAsync();
        // On PostgreSQL the parts may be of a later moment than the order: somebody came between, look again.
        if (parts.Any(p => p.State != SubState.Placed)) throw new DbUpdateConcurrencyException("The order's parts were changed meanwhile.");
        foreach (var part in parts) part.Pay(now);
        db.Step(order.Id, null, StepKind.Paid, StepBy.Buyer, order.BuyerId, now, minor: order.In(came));
        db.Publish(new OrderPaid(order.Id, order.BuyerId, order.Total));
        var shops = parts.Select(p => p.MerchantId).ToList();
        await db.TellShops(shops, NoticeKind.OrderPaid, order.BuyerId, order.Id);
        foreach (var line in await db.Set<OrderLine>().AsNoTracking().Where(l => l.OrderId == order.Id).OrderBy(l => l.ProductId).ToListAsync())
        {
            await db.CountSold(line.ProductId, line.Quantity);
            db.Journal(order.Actor, clock, "pay", $"product:{new Id(line.ProductId)}", value: line.Amount.Minor);
        }
    }

    // The order was cancelled, or another attempt paid it: what came goes back.
    private long GiveBack(Payment payment, Order order, string from, Instant now)
    {
        var late = order.State == OrderState.Cancelled;
        var refund = new Refund { Id = db.NextId(), PaymentId = payment.Id, OrderId = order.Id, Amount = payment.Amount, Reason = late ? "late" : "twice", At = now };
        db.Add(refund);
        db.Note(payment.Id, late ? "late" : "twice", from, now);
        db.Step(order.Id, null, StepKind.PaidLate, StepBy.Bank, null, now, refund.Reason, payment.Amount.Minor);
        if (late) db.TellBuyer(order.BuyerId, NoticeKind.OrderCancelled, order.Id, payment.Amount.ToString()); // of a second payment nothing is off: its history says so
        return refund.Id;
    }
}
