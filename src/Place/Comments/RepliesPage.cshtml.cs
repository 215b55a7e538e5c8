using Kaki.Kernel;
using Kaki.Kernel.Paging;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Place.Comments;

/// <summary>A thread by itself: what opened it, and its answers a page at a time.</summary>
internal sealed class RepliesPageModel(ReadThread read) : PageModel
{
    public CommentView Thread { get; private set; } = null!;

    /// <summary>The page begins inside the thread.</summary>
    public bool Later { get; private set; }

    public async Task<IActionResult> OnGet(Id root, Cursor? after = null, bool folded = false)
    {
        Later = after is not null;
        Thread = await read.Run(HttpContext.Caller(), root, after, folded);
        Response.Headers.Vary = "X-Kaki-Part";
        return Request.Headers["X-Kaki-Part"] == "replies" ? Partial("/Comments/_RepliesPart.cshtml", Thread) : Page();
    }
}
