using Microsoft.Extensions.Logging;

namespace Kaki.Goods.Orders;

/// <summary>What the clock does to orders that are due.</summary>
internal static class ByTheClock
{
    /// <summary>How many are looked at in one round; the rest comes with the next.</summary>
    public const int Batch = 200;

    /// <summary>Each by itself: one that cannot be moved on stays as it is until the next round, and keeps no other waiting.</summary>
    public static async Task Each(this IEnumerable<long> due, Func<long, Task> work, ILogger log, CancellationToken cancel)
    {
        foreach (var id in due)
        {
            try
            {
                await work(id);
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                log.LogWarning(e, "Order or part {Id} could not be moved on", id);
            }
        }
    }
}
