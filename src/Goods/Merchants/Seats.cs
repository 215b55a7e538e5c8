using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Merchants;

/// <summary>A member at work in their shop.</summary>
internal sealed record Seat(Merchant Merchant, StaffRole Role, long MemberId)
{
    public long ShopId => Merchant.Id;
    public bool IsOwner => Role == StaffRole.Owner;
}

/// <summary>The door of the office: who has no shop finds nothing there; what only the owner may, a clerk is refused.</summary>
internal sealed class Seats(AppDb db)
{
    public async Task<Seat> Of(Caller caller, StaffRole needed = StaffRole.Clerk)
    {
        var seat = await Find(caller) ?? throw Refusal.Missing();
        return needed == StaffRole.Owner && !seat.IsOwner ? throw Refusal.Forbidden() : seat;
    }

    public async Task<Seat?> Find(Caller caller)
    {
        var me = caller.Member;
        var row = await (from s in db.Set<Staff>() where s.MemberId == me join m in db.Set<Merchant>() on s.MerchantId equals m.Id select new { s.Role, Merchant = m }).SingleOrDefaultAsync();
        return row is null ? null : new(row.Merchant, row.Role, me);
    }
}
