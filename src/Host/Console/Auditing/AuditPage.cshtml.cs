using Kaki.Kernel;
using Kaki.Kernel.Paging;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Host.Desk.Auditing;

internal sealed class AuditPageModel(ReadAudit audit) : PageModel
{
    [BindProperty(SupportsGet = true)] public string? Who { get; set; }
    [BindProperty(SupportsGet = true)] public string? Act { get; set; }
    [BindProperty(SupportsGet = true)] public string? Thing { get; set; }
    [BindProperty(SupportsGet = true)] public string? After { get; set; }

    public Page<ReadAudit.Line> Lines { get; private set; } = new([], null);

    public async Task OnGet() =>
        Lines = await audit.Run(HttpContext.Caller(), new(Who, Act, Thing), Cursor.Of(After));

    /// <summary>Where a thing can be looked at, if it has a page.</summary>
    public static string? PageOf(string thing) => thing.Split(':', 2) switch
    {
        ["note", var id] => $"/console/notes?Q={Uri.EscapeDataString(id)}",
        ["member", var handle] => $"/console/people/{Uri.EscapeDataString(handle)}",
        ["shop", var slug] => $"/shops/{Uri.EscapeDataString(slug)}",
        _ => null,
    };

    public string Next => $"?Who={Uri.EscapeDataString(Who ?? "")}&Act={Uri.EscapeDataString(Act ?? "")}&Thing={Uri.EscapeDataString(Thing ?? "")}&After={Lines.Next}";
}
