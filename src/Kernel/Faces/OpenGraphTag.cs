using Kaki.Kernel.Http;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Kaki.Kernel.Faces;

/// <summary><c>&lt;open-graph title="…" address="https://…" /&gt;</c> in the head of a page: what is shown of it where its address is shared. One without a picture of its own shows the house's.</summary>
[HtmlTargetElement("open-graph", Attributes = "title,address", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class OpenGraphTag(Words.Words words) : TagHelper
{
    [HtmlAttributeNotBound, ViewContext] public ViewContext View { get; set; } = null!;
    public required string Title { get; set; }

    /// <summary>As Open Graph calls it: website, article, profile.</summary>
    public string Kind { get; set; } = "website";

    /// <summary>Whole, as is the picture's.</summary>
    public required string Address { get; set; }
    public string? Description { get; set; }
    public string? Picture { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        Say(output, "og:type", Kind);
        Say(output, "og:title", Title);
        Say(output, "og:description", Description is { Length: > 0 } said ? said : words["site.description"].Value);
        Say(output, "og:url", Address);
        Say(output, "og:site_name", words["site.name"].Value);
        Say(output, "og:image", Picture is { Length: > 0 } own ? own : PublicAddress.Of(View.HttpContext, "/icons/kaki-512.png"));
    }

    private static void Say(TagHelperOutput output, string property, string content) =>
        output.Content.AppendHtml($"<meta property=\"{property}\" content=\"").Append(content).AppendHtml("\">\n");
}
