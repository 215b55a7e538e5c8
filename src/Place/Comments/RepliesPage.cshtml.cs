using Kaki.Kernel;
using Kaki.Kernel.Paging;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Place.Comments;

internal sealed class RepliesPageModel(ListComments list) : PageModel
{
    public Id NoteId { get; private set; }
    public Id Root { get; private set; }
    public Page<CommentView> Replies { get; private set; } = new([], null);

    public async Task<IActionResult> OnGet(Id root, Cursor? after = null)
    {
        Root = root;
        (NoteId, Replies) = await list.Replies(HttpContext.Caller(), root, after);
        Response.Headers.Vary = "X-Kaki-Part";
        return Request.Headers["X-Kaki-Part"] == "replies" ? Partial("/Comments/_RepliesPart.cshtml", this) : Page();
    }
}
