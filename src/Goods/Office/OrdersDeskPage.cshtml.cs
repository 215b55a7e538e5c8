using Kaki.Goods.Merchants;
using Kaki.Goods.Orders;
using Kaki.Goods.Shipping;
using Kaki.Kernel.Http;
using Kaki.Kernel;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Goods.Office;

/// <summary>The shop's orders at work: the list, and beside it one of them.</summary>
internal sealed class OrdersDeskPageModel(Seats seats, OfficeOrders orders, ShipParcel ship, CancelOrder cancel) : PageModel, IShowAgain
{
    [BindProperty(SupportsGet = true)] public Id? Id { get; set; }
    [BindProperty(SupportsGet = true)] public string? Tab { get; set; }
    [BindProperty(SupportsGet = true)] public string? Q { get; set; }

    [BindProperty] public string? Carrier { get; set; }
    [BindProperty] public string? Tracking { get; set; }
    [BindProperty] public string? Reason { get; set; }

    /// <summary>How many of each order line go into the parcel, as typed.</summary>
    public IReadOnlyDictionary<string, string?> Pieces { get; private set; } = new Dictionary<string, string?>();

    /// <summary>Which of the page's forms was sent: "ship" or "cancel".</summary>
    public string? Sent { get; private set; }

    public Seat Seat { get; private set; } = null!;
    public Page<OfficeOrders.Row> List { get; private set; } = new([], null);
    public OfficeOrders.View? Order { get; private set; }
    public IReadOnlyDictionary<SubState, int> Counts { get; private set; } = new Dictionary<SubState, int>();
    /// <summary>The tab asked for; without one what wants sending, or everything where nothing does.</summary>
    public string Here => Tab is not null && OfficeOrders.Tabs.Contains(Tab) ? Tab : Id is null && string.IsNullOrEmpty(Q) && Count("ship") > 0 ? "ship" : "all";

    public int Count(string tab) => Counts.Where(c => tab switch
    {
        "ship" => c.Key is SubState.Paid or SubState.PartShipped,
        "sent" => c.Key == SubState.Shipped,
        "done" => c.Key is SubState.Received or SubState.Done,
        "unpaid" => c.Key == SubState.Placed,
        "off" => c.Key == SubState.Cancelled,
        _ => true,
    }).Sum(c => c.Value);

    public Task OnGet(string? after) => Show(after, reveal: false);
    public Task OnPostReveal() => Show(null, reveal: true);

    // A form that was refused is shown again beside its order; without one there is none to show.
    public Task Fill(Caller caller) => Id is null ? throw Refusal.Missing() : Show(null, reveal: false);

    public async Task<IActionResult> OnPostShip(Id id)
    {
        Sent = "ship";
        Pieces = Request.Form.Where(f => f.Key.StartsWith("pieces[", StringComparison.Ordinal) && f.Key.EndsWith(']')).ToDictionary(f => f.Key[7..^1], f => (string?)f.Value);
        var lines = Pieces.ToDictionary(p => p.Key, p => int.TryParse(p.Value, out var n) ? n : throw Refusal.Invalid("pieces", "body.malformed"));
        await ship.Run(HttpContext.Caller(), id, new(Carrier, Tracking, lines.Count == 0 ? null : lines));
        return Back(id, "sent");
    }

    public async Task<IActionResult> OnPostCancel(Id id)
    {
        Sent = "cancel";
        await cancel.ByShop(HttpContext.Caller(), id, Reason);
        return Back(id, "called_off");
    }

    private StatusCodeResult Back(Id id, string done) => this.SeeOther($"/office/orders/{id}?tab={Here}&done={done}");

    private async Task Show(string? after, bool reveal)
    {
        var caller = HttpContext.Caller();
        Seat = await seats.Of(caller);
        Counts = await orders.Counts(Seat);
        List = await orders.List(Seat, caller, Here, Q, after);
        if (Id is { } id) Order = await orders.One(Seat, caller, id, reveal);
    }
}
