using Kaki.Goods.Catalogue;
using Kaki.Goods.Merchants;
using Kaki.Goods.Orders;
using Kaki.Goods.Reviews;
using Kaki.Goods.Stock;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Office;

/// <summary>What the shop should do first.</summary>
internal sealed class HomePageModel(AppDb db, Seats seats, ListStock stock, OfficeGoods goods, TimeProvider clock) : PageModel
{
    public Seat Seat { get; private set; } = null!;
    public IReadOnlyDictionary<ProductState, int> Goods { get; private set; } = new Dictionary<ProductState, int>();
    public IReadOnlyList<ListStock.Row> Low { get; private set; } = [];
    public int Unanswered { get; private set; }
    public int UnansweredBad { get; private set; }
    public bool MoreLow { get; private set; }
    public int ToShip { get; private set; }
    public int DueToday { get; private set; }

    public async Task<IActionResult> OnGet()
    {
        var caller = HttpContext.Caller();
        if (await seats.Find(caller) is not { } seat) return Redirect("/office/none");
        Seat = seat;
        Goods = await goods.Counts(Seat.ShopId);
        var low = await stock.Run(caller, null, low: true, after: null, size: 8);
        (Low, MoreLow) = (low.Items, low.Next is not null);
        var due = Instant.Now(clock).Plus(TimeSpan.FromDays(1));
        var orders = await db.Set<SubOrder>().Where(s => s.MerchantId == Seat.ShopId && (s.State == SubState.Paid || s.State == SubState.PartShipped))
            .GroupBy(s => s.ShipBy < due).Select(g => new { Due = g.Key, N = g.Count() }).ToListAsync();
        (ToShip, DueToday) = (orders.Sum(o => o.N), orders.Where(o => o.Due).Sum(o => o.N));
        var open = await db.Set<Review>().Where(r => r.MerchantId == Seat.ShopId && r.RepliedAt == null && r.State == ReviewState.Shown).GroupBy(r => r.Stars <= 3).Select(g => new { Bad = g.Key, N = g.Count() }).ToListAsync();
        (Unanswered, UnansweredBad) = (open.Sum(o => o.N), open.Where(o => o.Bad).Sum(o => o.N));
        return Page();
    }
}
