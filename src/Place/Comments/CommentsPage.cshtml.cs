using Kaki.Kernel.Http;
using Microsoft.AspNetCore.Http;
using Kaki.Kernel;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Kaki.Place.Publishing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Place.Comments;

/// <summary>All threads of a note, a page at a time, and the door of the plain comment form.</summary>
[TakesPictures]
internal sealed class CommentsPageModel(ListComments list, WriteComment write, FilesOfForm files) : PageModel, IShowAgain
{
    private Id note;
    private (string? Text, Id? Parent) written;
    public CommentList Comments { get; private set; } = null!;

    public async Task<IActionResult> OnGet(Id id, CommentOrder sort = CommentOrder.Hot, string? after = null, bool folded = false)
    {
        Comments = await list.Run(HttpContext.Caller(), id, sort, GivenPlace.Of(after), folded);
        Response.Headers.Vary = "X-Kaki-Part";
        return IsPart("comments") ? Partial("/Comments/_CommentsPart.cshtml", Comments) : Page();
    }

    public async Task<IActionResult> OnPost(Id id, string? text, string? parentId, [FromForm(Name = "picture.id")] string? pictureId, string? sticker)
    {
        (note, written) = (id, (text, Given(parentId)));
        var caller = HttpContext.Caller();
        var made = await write.Run(caller, id, new(text, written.Parent, Given(pictureId) ?? await files.First(caller, Request, PicturePurpose.Comment), sticker));
        if (IsPart("comment")) return Partial("/Comments/_Comment.cshtml", await list.One(caller, made));
        return this.SeeOther($"/notes/{id}?sort=new#c-{made}");
    }

    public async Task Fill(Caller caller) => Comments = await list.Run(caller, note, CommentOrder.New, after: null) with { Written = written.Text, Answering = written.Parent };

    private static Id? Given(string? text) => Id.TryParse(text, out var id) ? id : null;

    private bool IsPart(string name) => Request.Headers["X-Kaki-Part"] == name;
}
