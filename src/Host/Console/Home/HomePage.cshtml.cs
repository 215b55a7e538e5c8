using Kaki.Host.Health;
using Kaki.Kernel;
using Kaki.Kernel.Care;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Host.Desk.Home;

/// <summary>What waits for a decision, dearest first; an operator also sees what is wrong with the house.</summary>
internal sealed class HomePageModel(IEnumerable<IAwaitsDecision> piles, Checkup checkup) : PageModel
{
    public sealed record Pile(string Item, string Page, int Count);

    public IReadOnlyList<Pile> Piles { get; private set; } = [];
    public IReadOnlyList<Finding> Troubles { get; private set; } = [];
    public bool Operator { get; private set; }

    public async Task OnGet(CancellationToken cancel)
    {
        var caller = HttpContext.Caller().Require(Rights.Moderate);
        Operator = caller.May(Rights.Operate);
        var counted = new List<Pile>();
        foreach (var pile in piles.Where(p => caller.May(p.Needed))) counted.Add(new(pile.Item, pile.Page, await pile.Count(cancel)));
        var findings = Operator ? await checkup.Glance(cancel) : [];
        // Parked events are a pile rather than a trouble, and counted by now.
        if (findings.FirstOrDefault(IsParked) is { Args: [int parked] }) counted.Add(new("events", "/console/events", parked));
        Piles = [.. counted.Where(p => p.Count > 0).OrderByDescending(p => p.Count)];
        Troubles = [.. findings.Where(f => f.Standing != Standing.Ok && !IsParked(f)).OrderByDescending(f => f.Standing)];
    }

    private static bool IsParked(Finding finding) => finding is { Check: "outbox", Code: "parked" };
}
