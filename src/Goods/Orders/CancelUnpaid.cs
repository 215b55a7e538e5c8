using Kaki.Goods.Payments;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Schedule;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Kaki.Goods.Orders;

/// <summary>Calls off what was not paid in time. The bank is asked first: a payment that is only untold counts. One that waits for an operator keeps its order some days; after them it still can be given back.</summary>
internal sealed class CancelUnpaid(AppDb db, CancelOrder cancelOrder, AskBank ask, OrderSettings settings, TimeProvider clock, ILogger<CancelUnpaid> log) : IScheduled
{
    public static string Name => "goods.cancel-unpaid";
    public static TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task Run(CancellationToken cancel)
    {
        var now = Instant.Now(clock);
        var longAgo = now.Minus(settings.ToDecide);
        var due = await db.Set<Order>().Where(o => o.State == OrderState.Placed && o.PayBy <= now && (o.PayBy <= longAgo || !db.Set<Payment>().Any(p => p.OrderId == o.Id && p.State == PaymentState.Parked)))
            .OrderBy(o => db.Set<Payment>().Where(p => p.OrderId == o.Id && p.State == PaymentState.Begun).Min(p => p.AskAt) ?? default).ThenBy(o => o.PayBy).Take(ByTheClock.Batch).Select(o => o.Id).ToListAsync(cancel);
        await due.Each(id => CallOff(id, cancel), log, cancel); // the stock of one that cannot be settled is held until it can
    }

    private async Task CallOff(long id, CancellationToken cancel)
    {
        foreach (var payment in await db.Set<Payment>().Where(p => p.OrderId == id && p.State == PaymentState.Begun).Select(p => p.Id).ToListAsync(cancel)) await Ask(payment, cancel);
        await cancelOrder.ByClock(id);
    }

    // Where the bank does not answer, the others have their turn before this one comes again.
    private async Task Ask(long payment, CancellationToken cancel)
    {
        try
        {
            await ask.About(payment, "poll", cancel);
        }
        catch (Exception) when (!cancel.IsCancellationRequested)
        {
            await ask.LaterAgain(payment, cancel);
            throw;
        }
    }
}
