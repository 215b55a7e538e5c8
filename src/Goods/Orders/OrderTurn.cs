using System.Linq.Expressions;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Orders;

/// <summary>Those who move one order take turns: what becomes of it hangs on all its parts and lines, and a version of one row does not guard the others.</summary>
internal static class OrderTurn
{
    /// <summary>Inside a write, before anything of the order is read.</summary>
    public static Task Turn(this AppDb db, long order) => db.Lock<Order>(order);

    /// <summary>A part, once it is its order's turn; missing where there is none.</summary>
    public static async Task<SubOrder> PartInTurn(this AppDb db, Expression<Func<SubOrder, bool>> which)
    {
        var found = await db.Set<SubOrder>().Where(which).Select(s => new { s.Id, s.OrderId }).SingleOrDefaultAsync() ?? throw Refusal.Missing();
        await db.Turn(found.OrderId);
        return await db.Set<SubOrder>().SingleAsync(s => s.Id == found.Id);
    }
}
