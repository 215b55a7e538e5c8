using Kaki.Goods.Orders;
using Kaki.Kernel;
using Kaki.Kernel.Care;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Care;

/// <summary>Orders placed and orders paid in a day, and what was paid in each currency.</summary>
internal sealed class TradeOfDay(AppDb db) : IDayNumbers
{
    public async Task<IReadOnlyDictionary<string, long>> Count(Instant from, Instant to, CancellationToken cancel)
    {
        var paid = await db.Set<Order>().Where(o => o.PaidAt >= from && o.PaidAt < to).GroupBy(o => o.Total.Currency)
            .Select(g => new { Currency = g.Key, Orders = g.LongCount(), Minor = g.Sum(o => o.Total.Minor) }).ToListAsync(cancel);
        var numbers = new Dictionary<string, long>
        {
            ["orders"] = await db.Set<Order>().LongCountAsync(o => o.PlacedAt >= from && o.PlacedAt < to, cancel),
            ["orders_paid"] = paid.Sum(p => p.Orders),
        };
        foreach (var one in paid) numbers["paid." + one.Currency] = one.Minor;
        return numbers;
    }
}
