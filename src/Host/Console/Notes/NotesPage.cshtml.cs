using Kaki.Kernel;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Kaki.Place.Moderating;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Host.Desk.Notes;

internal sealed class NotesPageModel(NotesToModerate notes, ModerateNote moderate) : PageModel, IShowAgain
{
    [BindProperty(SupportsGet = true)] public string? Show { get; set; }
    [BindProperty(SupportsGet = true)] public string? Q { get; set; }
    [BindProperty(SupportsGet = true)] public string? After { get; set; }
    [BindProperty] public Id Id { get; set; }
    [BindProperty] public NoteMeasure Measure { get; set; }
    [BindProperty] public string? Why { get; set; }

    public Page<NotesToModerate.Row> Notes { get; private set; } = new([], null);

    public Task OnGet() => Fill(HttpContext.Caller());

    public async Task<IActionResult> OnPost()
    {
        await moderate.Run(HttpContext.Caller(), Id, new(Measure, Why));
        return Redirect($"{Here}&done=note_{Measure.ToString().ToLowerInvariant()}");
    }

    public async Task Fill(Caller caller) =>
        Notes = await notes.Run(caller, new(Show == "marked", Show == "taken_down", Q), Cursor.Of(After));

    public string Here => $"/console/notes?Show={Uri.EscapeDataString(Show ?? "")}&Q={Uri.EscapeDataString(Q ?? "")}";
}
