using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Kaki.Kernel.Faces;

/// <summary><c>&lt;open-graph title="…" address="https://…" /&gt;</c> in the head of a page that is no note, product or person: what is shown of it where its address is shared.</summary>
[HtmlTargetElement("open-graph", Attributes = "title,address", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class OpenGraphTag(Words.Words words) : TagHelper
{
    public required string Title { get; set; }

    /// <summary>Whole, as is the picture's.</summary>
    public required string Address { get; set; }
    public string? Description { get; set; }
    public string? Picture { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        Say(output, "og:type", "website");
        Say(output, "og:title", Title);
        Say(output, "og:description", Description is { Length: > 0 } said ? said : words["site.description"].Value);
        Say(output, "og:url", Address);
        Say(output, "og:site_name", words["site.name"].Value);
        if (Picture is not null) Say(output, "og:image", Picture);
    }

    private static void Say(TagHelperOutput output, string property, string content) =>
        output.Content.AppendHtml($"<meta property=\"{property}\" content=\"").Append(content).AppendHtml("\">\n");
}
