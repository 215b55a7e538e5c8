using Kaki.Kernel.Http;
using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Place.Comments;

internal sealed class EditCommentPageModel(EditComment edit) : PageModel, IShowAgain
{
    public Id CommentId { get; private set; }
    public Id NoteId { get; private set; }
    public string Text { get; private set; } = "";

    /// <summary>It says something without words, so they may go.</summary>
    public bool Shows { get; private set; }

    public async Task OnGet(Id id)
    {
        CommentId = id;
        var (comment, _) = await edit.Own(HttpContext.Caller(), id);
        (NoteId, Shows, Text) = (comment.NoteId, comment.Shows, comment.Text);
    }

    public async Task<IActionResult> OnPost(Id id, string? text)
    {
        (CommentId, Text) = (id, text ?? "");
        var note = await edit.Run(HttpContext.Caller(), id, new(text));
        return this.SeeOther($"/notes/{note}#c-{id}");
    }

    public async Task Fill(Caller caller)
    {
        var (comment, _) = await edit.Own(caller, CommentId);
        (NoteId, Shows) = (comment.NoteId, comment.Shows);
    }
}
