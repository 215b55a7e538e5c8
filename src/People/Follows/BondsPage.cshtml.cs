using Kaki.Kernel;
using Kaki.Kernel.Paging;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.People.Follows;

/// <summary>Who asks to follow, who is muted, who is blocked.</summary>
internal sealed class BondsPageModel(ListBonds list) : PageModel
{
    public static readonly (string Name, (string, string, string)[] Acts)[] Lists =
    [
        ("requests", [("accept", "follow.accept", "btn-main"), ("remove", "follow.decline", "btn-line")]),
        ("muted", [("unmute", "bond.unmute", "btn-line")]),
        ("blocked", [("unblock", "bond.unblock", "btn-line")]),
    ];

    public string List { get; private set; } = "requests";
    public (string, string, string)[] Acts => Lists.Single(l => l.Name == List).Acts;
    public Page<ListBonds.Row> Rows { get; private set; } = null!;

    public async Task OnGet(string? show, string? after)
    {
        var caller = HttpContext.Caller();
        Cursor? from = Cursor.Of(after);
        List = Lists.Any(l => l.Name == show) ? show! : "requests";
        Rows = List switch { "muted" => await list.Muted(caller, from), "blocked" => await list.Blocked(caller, from), _ => await list.Asking(caller, from) };
    }
}
