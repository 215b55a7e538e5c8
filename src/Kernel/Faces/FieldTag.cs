using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Kaki.Kernel.Faces;

/// <summary>
/// <c>&lt;fld name="…" label="…"/&gt;</c>: label, input, its refusal and its hint, tied together for screen readers.
/// Further attributes go to the input; with <c>rows</c> it is a text area, with <c>options</c> a choice.
/// </summary>
[HtmlTargetElement("fld", Attributes = "name,label")]
public sealed class FieldTag(Face face, HtmlEncoder encoder) : TagHelper
{
    public required string Name { get; set; }
    public required string Label { get; set; }
    public string? Value { get; set; }
    public string? Hint { get; set; }
    public int? Rows { get; set; }
    public IEnumerable<(string Value, string Text)>? Options { get; set; }

    [HtmlAttributeNotBound, ViewContext] public required ViewContext View { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var id = Name.Replace('.', '-');
        var error = View.ModelState.TryGetValue(Name, out var state) ? state.Errors.FirstOrDefault()?.ErrorMessage : null;
        var input = new TagBuilder(Rows is not null ? "textarea" : Options is not null ? "select" : "input");
        foreach (var attribute in output.Attributes) input.MergeAttribute(attribute.Name, attribute.Value?.ToString());
        input.AddCssClass("inp");
        input.MergeAttribute("id", id);
        input.MergeAttribute("name", Name);
        Describe(input, id, error);
        Fill(input);
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.Clear();
        output.Attributes.SetAttribute("class", "fld");
        output.Content.AppendHtml($"<label class=\"lab-t\" for=\"{id}\">{encoder.Encode(Label)}</label>").AppendHtml(input);
        if (error is not null) output.Content.AppendHtml($"<p class=\"err\" id=\"{id}-err\">").AppendHtml(face.Icon("alert", "ic-xs")).Append(error).AppendHtml("</p>");
        if (Hint is not null) output.Content.AppendHtml($"<p class=\"hint\" id=\"{id}-hint\">").Append(Hint).AppendHtml("</p>");
    }

    private void Describe(TagBuilder input, string id, string? error)
    {
        if (error is not null) input.MergeAttribute("aria-invalid", "true");
        var by = string.Join(' ', new[] { error is null ? null : $"{id}-err", Hint is null ? null : $"{id}-hint" }.OfType<string>());
        if (by.Length > 0) input.MergeAttribute("aria-describedby", by);
    }

    private void Fill(TagBuilder input)
    {
        if (Rows is { } rows)
        {
            input.MergeAttribute("rows", rows.ToString());
            input.InnerHtml.AppendHtml("\n").Append(Value ?? ""); // a browser drops the first line break
        }
        else if (Options is not null)
        {
            foreach (var (value, text) in Options)
            {
                var option = new TagBuilder("option");
                option.MergeAttribute("value", value);
                if (value == (Value ?? "")) option.MergeAttribute("selected", "");
                option.InnerHtml.Append(text);
                input.InnerHtml.AppendHtml(option);
            }
        }
        else
        {
            input.TagRenderMode = TagRenderMode.SelfClosing;
            if (!input.Attributes.ContainsKey("type")) input.MergeAttribute("type", "text");
            if (Value is not null && input.Attributes["type"] != "password") input.MergeAttribute("value", Value);
        }
    }
}
