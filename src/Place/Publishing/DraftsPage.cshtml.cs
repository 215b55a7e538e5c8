using Kaki.Kernel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Place.Publishing;

internal sealed class DraftsPageModel(KeepDraft keep) : PageModel
{
    public IReadOnlyList<KeepDraft.Row> Drafts { get; private set; } = [];

    public async Task OnGet() => Drafts = await keep.List(HttpContext.Caller());

    public async Task<IActionResult> OnPost(Id id, string? act)
    {
        if (act == "keep") await keep.Schedule(HttpContext.Caller(), id, null);
        else await keep.Discard(HttpContext.Caller(), id);
        return Redirect("/drafts");
    }
}
