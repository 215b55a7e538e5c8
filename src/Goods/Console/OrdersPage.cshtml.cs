using Kaki.Goods.Payments;
using Kaki.Kernel;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Goods.Console;

/// <summary>Every order of the site, for operators.</summary>
internal sealed class OrdersPageModel(OrderReads orders, PeopleReads people) : PageModel
{
    [BindProperty(SupportsGet = true)] public string? State { get; set; }
    [BindProperty(SupportsGet = true)] public string? Q { get; set; }
    public Page<OrderRow> Orders { get; private set; } = new([], null);
    public IReadOnlyDictionary<long, PersonCard> Buyers { get; private set; } = new Dictionary<long, PersonCard>();

    public async Task OnGet(string? after)
    {
        Orders = await orders.List(HttpContext.Caller(), State, Q?.CutTo(60), null, Cursor.Of(after));
        Buyers = await people.Cards([.. Orders.Items.Select(o => o.BuyerId.Value)]);
    }

    public string With(string? state, string? after = null) =>
        "/console/orders" + QueryString.Create(new Dictionary<string, string?> { ["state"] = state, ["q"] = Q, ["after"] = after }.Where(p => !string.IsNullOrEmpty(p.Value)));
}

internal sealed class OrderStoryPageModel(OrderReads orders, DecidePayment decide, PeopleReads people) : PageModel, IShowAgain
{
    [BindProperty(SupportsGet = true)] public Id Id { get; set; }
    [BindProperty] public Id Payment { get; set; }
    [BindProperty] public string? Why { get; set; }
    /// <summary>What was sent is the form that gives the money back.</summary>
    public bool Returning { get; private set; }
    public OrderStory Story { get; private set; } = null!;
    public PersonCard? Buyer { get; private set; }

    public Task OnGet() => Fill(HttpContext.Caller());

    public async Task<IActionResult> OnPostAccept() => Redirect($"/console/orders/{await decide.Accept(HttpContext.Caller(), Payment, Why, HttpContext.RequestAborted)}");

    public async Task<IActionResult> OnPostReturn()
    {
        Returning = true;
        return Redirect($"/console/orders/{await decide.GiveBack(HttpContext.Caller(), Payment, Why, HttpContext.RequestAborted)}");
    }

    public async Task<IActionResult> OnPostRetry(Id refund) => Redirect($"/console/orders/{await decide.Retry(HttpContext.Caller(), refund)}");

    /// <returns>The key of the words for what happened.</returns>
    public static string What(StoryLine line) => line.Room switch
    {
        "order" => "order.kind." + line.What.ToLowerInvariant(),
        "stock" => "stock.kind." + line.What.ToLowerInvariant(),
        "payment" => "story.note." + line.What,
        _ => "story.heard",
    };

    /// <returns>The key of the words for who told of a payment; null in the other rooms.</returns>
    public static string? From(StoryLine line) => line.Room == "payment" ? "story.from." + line.Detail.Split(' ')[0] : null;

    public static string Detail(StoryLine line) => line.Room == "payment" ? string.Join(' ', line.Detail.Split(' ').Skip(1)) : line.Detail;

    public async Task Fill(Caller caller)
    {
        Story = await orders.Story(caller, Id);
        Buyer = (await people.Cards([Story.Order.BuyerId])).GetValueOrDefault(Story.Order.BuyerId.Value);
    }
}
