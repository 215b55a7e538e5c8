using Kaki.Kernel;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Kaki.Place.Moderating;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Host.Desk.Comments;

internal sealed class CommentsPageModel(CommentsToModerate comments, ModerateComment moderate) : PageModel, IShowAgain
{
    [BindProperty(SupportsGet = true)] public string? Show { get; set; }
    [BindProperty(SupportsGet = true)] public string? After { get; set; }
    [BindProperty] public Id Id { get; set; }
    [BindProperty] public CommentMeasure Measure { get; set; }
    [BindProperty] public string? Why { get; set; }

    public Page<CommentsToModerate.Row> Comments { get; private set; } = new([], null);
    public bool TakenDown => Show == "taken_down";
    public string Here => TakenDown ? "/console/comments?Show=taken_down" : "/console/comments?Show=";

    public Task OnGet() => Fill(HttpContext.Caller());

    public async Task<IActionResult> OnPost()
    {
        await moderate.Run(HttpContext.Caller(), Id, new(Measure, Why));
        return Redirect($"{Here}&done=comment_{Measure.ToString().ToLowerInvariant()}");
    }

    public async Task Fill(Caller caller) => Comments = await comments.Run(caller, TakenDown, Cursor.Of(After));
}
