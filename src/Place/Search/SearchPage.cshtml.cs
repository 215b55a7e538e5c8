using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using Kaki.Kernel;
using Kaki.Kernel.Faces;
using Kaki.Kernel.Http;
using Kaki.Kernel.Words;
using Kaki.Place.Cards;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Place.Search;

internal sealed class SearchPageModel(SearchAll search, HotSearches hot, Face face, Words words, HtmlEncoder encoder) : PageModel
{
    public SearchResult Result { get; private set; } = SearchResult.Nothing(new(""));
    public SearchInput Asked => Result.Asked;
    public IReadOnlyList<string> Hot { get; private set; } = [];

    public async Task<IActionResult> OnGet(string? q, SearchTab? tab, SearchWhen? when, SearchSort? sort, string? city, bool? followed, bool? pictured, int? min, int? max, bool? noai, Id? served, int? after, string? instead, bool? bySound)
    {
        var caller = HttpContext.Caller();
        Result = await search.Run(caller, SearchInput.Of(q, tab, when, sort, city, followed, pictured, min, max, noai ?? NoAi.Of(Request)), served, after ?? 0, Otherwise.Of(instead, bySound));
        if (Result.IsEmpty) Hot = await hot.Current();
        Response.Headers.Vary = "X-Kaki-Part";
        return Request.Headers["X-Kaki-Part"] == "cards" ? Partial("/Search/_Found.cshtml", this) : Page();
    }

    /// <summary>A note's card with the found words marked: made for this query, so it does not come from the shelf.</summary>
    public IHtmlContent Card(SearchItem item, int position)
    {
        var html = new ArrayBufferWriter<byte>(2048);
        CardHtml.Render(item.Note!, face, words, encoder, Marked.Html(item.Title, item.Marks, encoder), item.Excerpt is { } found ? Marked.Html(found.Text, found.Marks, encoder) : null).Write(html, position, item.Liked, eager: position < 3);
        return new HtmlString(Encoding.UTF8.GetString(html.WrittenSpan));
    }

    public HtmlString Mark(SearchItem item) => Marked.Text(item, encoder);
}
