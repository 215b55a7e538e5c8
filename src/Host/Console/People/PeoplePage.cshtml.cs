using Kaki.Kernel;
using Kaki.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Host.Desk.People;

internal sealed class PeoplePageModel(PeopleReads people) : PageModel
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)] public string? Q { get; set; }
    [BindProperty(SupportsGet = true)] public string? Before { get; set; }

    public IReadOnlyList<PersonRow> Rows { get; private set; } = [];
    public Id? Next { get; private set; }

    public async Task OnGet()
    {
        var rows = await people.Newest(HttpContext.Caller(), Q, Id.TryParse(Before, out var before) ? before : null, PageSize + 1);
        Rows = [.. rows.Take(PageSize)];
        Next = rows.Count > PageSize ? Rows[^1].Id : null;
    }
}
