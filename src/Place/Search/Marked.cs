using System.Text.Encodings.Web;
using Kaki.Learning.Text;
using Microsoft.AspNetCore.Html;

namespace Kaki.Place.Search;

internal static class Marked
{
    /// <summary>The text as HTML with the found stretches in &lt;mark&gt;.</summary>
    public static string Html(string text, IReadOnlyList<TextRange> marks, HtmlEncoder encoder)
    {
        var html = new System.Text.StringBuilder();
        var done = 0;
        foreach (var mark in marks.Where(m => m.End <= text.Length))
        {
            html.Append(encoder.Encode(text[done..mark.Start])).Append("<mark>").Append(encoder.Encode(text.Substring(mark.Start, mark.Length))).Append("</mark>");
            done = mark.End;
        }
        return html.Append(encoder.Encode(text[done..])).ToString();
    }

    public static HtmlString Text(SearchItem item, HtmlEncoder encoder) => new(Html(item.Title, item.Marks, encoder));
}
