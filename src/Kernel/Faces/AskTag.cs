using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Kaki.Kernel.Faces;

/// <summary>
/// A button that asks first (<c>data-ask</c>, in a <c>k-confirm</c>) sends its question with the form, so that where no script
/// runs the server asks it on a page of its own. Script asks in a dialog and takes the question out.
/// </summary>
[HtmlTargetElement("button", Attributes = "data-ask")]
public sealed class AskTag : TagHelper
{
    public const string Question = "_ask", Answer = "_yes", From = "_from";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        Send(output, Question, "data-ask");
        Send(output, Answer, "data-yes");
    }

    // A view hands an attribute on as it will be written, with its marks escaped already.
    private static void Send(TagHelperOutput output, string field, string attribute)
    {
        if (output.Attributes[attribute]?.Value is not { } text) return;
        output.PostElement.AppendHtml($"<input type=\"hidden\" name=\"{field}\" value=\"");
        if (text is IHtmlContent written) output.PostElement.AppendHtml(written);
        else output.PostElement.Append(text.ToString());
        output.PostElement.AppendHtml("\">");
    }
}
