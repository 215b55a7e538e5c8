using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Schedule;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Kaki.Goods.Orders;

/// <summary>Calls off what a shop has not sent long after the day it promised: money and stock are not kept for good by a shop that fell silent.</summary>
internal sealed class CancelUnsent(AppDb db, CancelOrder cancelOrder, OrderSettings settings, TimeProvider clock, ILogger<CancelUnsent> log) : IScheduled
{
    private const int Batch = 200;
    public static string Name => "goods.unsent";
    public static TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task Run(CancellationToken cancel)
    {
        var promised = Instant.Now(clock).Minus(settings.ToGiveUp);
        var due = await db.Set<SubOrder>().Where(s => (s.State == SubState.Paid || s.State == SubState.PartShipped) && s.ShipBy < promised).OrderBy(s => s.ShipBy).Take(Batch).Select(s => s.Id).ToListAsync(cancel);
        foreach (var id in due)
        {
            try
            {
                await cancelOrder.LateByClock(id);
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                // One that cannot be called off must not keep the others waiting.
                log.LogWarning(e, "Part {Id} could not be called off", id);
            }
        }
    }
}
