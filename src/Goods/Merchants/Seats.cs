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
        var me = caller.Member;
        var row = await (from s in db.Set<Staff>() where s.MemberId == me join m in db.Set<Merchant>() on s.MerchantId equals m.Id select new { s.Role, Merchant = m }).SingleOrDefaultAsync() ?? throw Refusal.Missing();
        if (needed == StaffRole.Owner && row.Role != StaffRole.Owner) throw Refusal.Forbidden();
        return new(row.Merchant, row.Role, me);
    }
}
