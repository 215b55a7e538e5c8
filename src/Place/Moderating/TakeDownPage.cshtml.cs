using Kaki.Kernel;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;
using Kaki.Place.Comments;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Place.Moderating;

/// <summary>A moderator says why a comment is taken down; the way there stands in its menu.</summary>
internal sealed class TakeDownPageModel(ModerateComment moderate, ListComments list) : PageModel, IShowAgain
{
    private Id comment;
    public CommentView Comment { get; private set; } = null!;
    public string? Why { get; private set; }

    public async Task<IActionResult> OnGet(Id id)
    {
        comment = id;
        await Fill(HttpContext.Caller());
        return Comment.TakenDown ? this.SeeOther($"/comments/{id}") : Page();
    }

    public async Task<IActionResult> OnPost(Id id, string? why)
    {
        (comment, Why) = (id, why);
        await moderate.Run(HttpContext.Caller(), id, new(CommentMeasure.TakeDown, why));
        return this.SeeOther($"/comments/{id}");
    }

    public async Task Fill(Caller caller)
    {
        Comment = await list.One(caller.Require(Rights.Moderate), comment);
        if (Comment.Removed) throw Refusal.Missing();
    }
}
