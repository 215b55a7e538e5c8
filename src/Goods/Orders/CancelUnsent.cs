using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Schedule;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Kaki.Goods.Orders;

/// <summary>Calls off what a shop has not sent long after the day it promised: money and stock are not kept for good by a shop that fell silent.</summary>
internal sealed class CancelUnsent(AppDb db, CancelOrder cancelOrder, OrderSettings settings, TimeProvider clock, ILogger<CancelUnsent> log) : IScheduled
{
    public static string Name => "goods.cancel-unsent";
    public static TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task Run(CancellationToken cancel)
    {
        var promised = Instant.Now(clock).Minus(settings.ToGiveUp);
        var due = await db.Set<SubOrder>().Where(s => (s.State == SubState.Paid || s.State == SubState.PartShipped) && s.ShipBy < promised).OrderBy(s => s.ShipBy).Take(ByTheClock.Batch).Select(s => s.Id).ToListAsync(cancel);
        await due.Each(cancelOrder.LateByClock, log, cancel);
    }
}
