using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Kaki.Trust.Screening;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Host.Desk.Terms;

internal sealed class TermsPageModel(EditTerms terms) : PageModel, IShowAgain
{
    private const int MostShown = 500;

    [BindProperty] public string? Text { get; set; }
    [BindProperty] public TermAction Action { get; set; }
    [BindProperty] public string? Innocent { get; set; }
    [BindProperty] public Id Id { get; set; }
    [BindProperty(SupportsGet = true)] public string? Q { get; set; }

    public IReadOnlyList<EditTerms.Row> Shown { get; private set; } = [];
    public int All { get; private set; }
    public bool MayEdit { get; private set; }

    public Task OnGet() => Fill(HttpContext.Caller());

    public async Task<IActionResult> OnPostPut()
    {
        await terms.Put(HttpContext.Caller(), new(Text ?? "", Action, Innocent));
        return Redirect("/console/words?done=term_put");
    }

    public async Task<IActionResult> OnPostRemove()
    {
        await terms.Remove(HttpContext.Caller(), Id);
        return Redirect("/console/words?done=term_removed");
    }

    public async Task Fill(Caller caller)
    {
        var all = await terms.List(caller);
        All = all.Count;
        MayEdit = caller.May(Rights.Operate);
        var q = Q?.Trim() ?? "";
        Shown = [.. all.Where(t => q.Length == 0 || t.Text.Contains(q, StringComparison.OrdinalIgnoreCase)).Take(MostShown)];
    }
}
