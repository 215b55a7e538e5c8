using System.Text.Encodings.Web;
using Kaki.Goods;
using Kaki.Kernel;
using Kaki.Kernel.Paging;
using Kaki.Place.Publishing;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Place.Notes;

internal sealed class ReadHistoryModel(ReadHistory read, ForgetPicture forget, GoodsReads goods, HtmlEncoder encoder) : PageModel
{
    public Id NoteId { get; private set; }

    /// <summary>Newest first; the first is the note as it is, or on a later page the last of the page before, shown there.</summary>
    public IReadOnlyList<NoteVersion> Versions { get; private set; } = [];
    public bool Own { get; private set; }
    public bool FromNow { get; private set; }
    public string? Next { get; private set; }
    public IReadOnlyDictionary<long, ProductCard> Products { get; private set; } = null!;

    public async Task OnGet(Id id, Cursor? after = null)
    {
        (NoteId, FromNow) = (id, after is null);
        (var newer, var before, Own) = await read.Run(HttpContext.Caller(), id, after);
        (Versions, Next) = ([newer, .. before.Items], before.Next);
        Products = await goods.Cards([.. Versions.SelectMany(v => v.Tags).Select(t => t.ProductId.Value).Distinct()]);
    }

    public async Task<IActionResult> OnPost(Id id, Id picture)
    {
        await forget.Run(HttpContext.Caller(), id, picture);
        return Redirect($"/notes/{id}/history");
    }

    /// <summary>A text of the i-th version beside those of its neighbours.</summary>
    public IHtmlContent Marked(int i, Func<NoteVersion, string> text) =>
        WordChanges.Html(text(Versions[i]), i + 1 < Versions.Count ? text(Versions[i + 1]) : null, i > 0 ? text(Versions[i - 1]) : null, encoder);

    public static string? PlaceOf(NoteVersion v) => string.Join(" · ", new[] { v.PlaceName, v.City }.OfType<string>()) is { Length: > 0 } place ? place : null;
}
