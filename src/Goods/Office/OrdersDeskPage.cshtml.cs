using Kaki.Goods.Merchants;
using Kaki.Goods.Orders;
using Kaki.Kernel;
using Kaki.Kernel.Paging;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Goods.Office;

/// <summary>The shop's orders at work: the list, and beside it one of them.</summary>
internal sealed class OrdersDeskPageModel(Seats seats, OfficeOrders orders) : PageModel
{
    [BindProperty(SupportsGet = true)] public Id? Id { get; set; }
    [BindProperty(SupportsGet = true)] public string? Tab { get; set; }
    [BindProperty(SupportsGet = true)] public string? Q { get; set; }

    public Seat Seat { get; private set; } = null!;
    public Page<OfficeOrders.Row> List { get; private set; } = new([], null);
    public OfficeOrders.View? Order { get; private set; }
    public IReadOnlyDictionary<SubState, int> Counts { get; private set; } = new Dictionary<SubState, int>();
    /// <summary>The tab asked for; without one what wants sending, or everything where nothing does.</summary>
    public string Here => Tab is not null && OfficeOrders.Tabs.Contains(Tab) ? Tab : Id is null && string.IsNullOrEmpty(Q) && Count("todo") > 0 ? "todo" : "all";

    public int Count(string tab) => Counts.Where(c => tab switch
    {
        "todo" => c.Key is SubState.Paid or SubState.PartShipped,
        "sent" => c.Key == SubState.Shipped,
        "done" => c.Key is SubState.Received or SubState.Done,
        "unpaid" => c.Key == SubState.Placed,
        "off" => c.Key == SubState.Cancelled,
        _ => true,
    }).Sum(c => c.Value);

    public Task OnGet(string? after) => Show(after, reveal: false);
    public Task OnPostReveal() => Show(null, reveal: true);

    private async Task Show(string? after, bool reveal)
    {
        var caller = HttpContext.Caller();
        Seat = await seats.Of(caller);
        Counts = await orders.Counts(Seat);
        List = await orders.List(Seat, caller, Here, Q, after);
        if (Id is { } id) Order = await orders.One(Seat, caller, id, reveal);
    }
}
