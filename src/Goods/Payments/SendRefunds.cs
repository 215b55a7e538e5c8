using Kaki.Goods.Orders;
using Kaki.Kernel;
using Kaki.Kernel.Activity;
using Kaki.Kernel.Data;
using Kaki.Kernel.Schedule;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Kaki.Goods.Payments;

/// <summary>Sends money back that is due: at once after the change that caused it, and again by the schedule until the bank has taken it on.</summary>
internal sealed class SendRefunds(AppDb db, IEnumerable<IPaymentProvider> providers, TimeProvider clock, ILogger<SendRefunds> log) : IScheduled
{
    private const int Batch = 50;
    public static string Name => "goods.send-refunds";
    public static TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task Run(CancellationToken cancel)
    {
        var now = Instant.Now(clock);
        var due = await db.Set<Refund>().Where(r => r.State == RefundState.Due && r.NextAt <= now).OrderBy(r => r.NextAt).Take(Batch).Select(r => r.Id).ToListAsync(cancel);
        foreach (var id in due) await Try(id, cancel);
    }

    public async Task Try(long refundId, CancellationToken cancel = default)
    {
        var row = await (from r in db.Set<Refund>().AsNoTracking() where r.Id == refundId && r.State == RefundState.Due join p in db.Set<Payment>() on r.PaymentId equals p.Id select new { r.Amount, p.Provider, p.Reference }).SingleOrDefaultAsync(cancel);
        if (row is null) return;
        string? error = null;
        try
        {
            await providers.Single(p => p.Name == row.Provider).Refund(row.Reference!, refundId, row.Amount, cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            error = e.Message;
            log.LogWarning(e, "Refund {Id} was not taken on by {Provider}", refundId, row.Provider);
        }
        try
        {
            await db.Write(() => Note(refundId, error), cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another node was asked at the same time; the bank made one refund, and its row says so.
        }
    }

    private async Task Note(long refundId, string? error)
    {
        var refund = await db.Set<Refund>().SingleAsync(r => r.Id == refundId);
        if (refund.State != RefundState.Due) return;
        var now = Instant.Now(clock);
        if (error is not null)
        {
            refund.Postpone(now, error);
            db.Note(refund.PaymentId, "refund_failed", "house", now, error);
            return;
        }
        refund.Finish(now);
        var payment = await db.Set<Payment>().SingleAsync(p => p.Id == refund.PaymentId);
        payment.Refunded(refund.Amount);
        db.Note(payment.Id, "refunded", "house", now, refund.Amount.ToString());
        var order = await db.Set<Order>().AsNoTracking().SingleAsync(o => o.Id == refund.OrderId);
        db.Step(refund.OrderId, refund.SubOrderId, StepKind.Refunded, StepBy.House, null, now, refund.Reason, order.In(refund.Amount));
        db.Journal(order.Actor, clock, "refund", $"order:{new Id(order.Id)}", value: refund.Amount.Minor);
    }
}
