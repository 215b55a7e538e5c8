using System.Text.Encodings.Web;
using Kaki.Kernel;
using Kaki.Kernel.Http;
using Kaki.Place.Comments;
using Kaki.Place.Topics;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Place.Notes;

internal sealed class ReadNotePageModel(ReadNote read, ListComments comments, HtmlEncoder encoder) : PageModel
{
    public NoteView Note { get; private set; } = null!;

    /// <summary>None under one's own note that was taken down: there is nothing to say there, and nobody to hear it.</summary>
    public CommentList? Comments { get; private set; }
    public IHtmlContent Body => NoteText.Linked(Note.Body, encoder);

    /// <summary>Topics its words do not name.</summary>
    public IEnumerable<string> TopicsBeside => Note.Topics.ExceptBy(NoteText.Topics(Note.Body).Select(TopicNames.Fold), TopicNames.Fold);
    public string Address => PublicAddress.Of(HttpContext, $"/notes/{Note.Id}");
    public string Summary => Note.Body.Length == 0 ? Note.Title : Note.Body.FirstWords(160);
    public HtmlString JsonLd { get; private set; } = HtmlString.Empty;

    public async Task OnGet(Id id, CommentOrder sort = CommentOrder.Hot)
    {
        Note = await read.Run(HttpContext.Caller(), id);
        if (!Note.Down || HttpContext.Caller().May(Rights.Moderate)) Comments = await comments.Run(HttpContext.Caller(), id, sort, after: null);
        JsonLd = NoteJsonLd.Of(HttpContext, Note, Address);
    }
}
