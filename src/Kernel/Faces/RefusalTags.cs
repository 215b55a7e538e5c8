using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Kaki.Kernel.Faces;

/// <summary>
/// <c>&lt;form refusals&gt;</c> of a desk tells what it was refused for: beside the field where one is named by <see cref="RefusedFieldTag"/>
/// or <see cref="RefusedWordsTag"/>, above them all otherwise. What it sends is taken once, also by who goes back and sends it again,
/// and where no script runs. Of several forms on a page the one that was sent says <c>refusals="true"</c>.
/// </summary>
[HtmlTargetElement("form", Attributes = "refusals")]
public sealed class RefusedFormTag(Face face, Words.Words words) : TagHelper
{
    public bool Refusals { get; set; } = true;
    [HtmlAttributeNotBound, ViewContext] public required ViewContext View { get; set; }

    public override void Init(TagHelperContext context)
    {
        if (Refusals && !View.ModelState.IsValid) context.Items[typeof(Told)] = new Told(View.ModelState);
    }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.PostContent.AppendHtml($"<input type=\"hidden\" name=\"_key\" value=\"{Guid.CreateVersion7():N}\">");
        if (Told.In(context) is not { } told) return;
        await output.GetChildContentAsync();
        var above = told.Untold.ToList();
        if (above.Count > 0) RefusalsTag.Say(output.PreContent, face, above, View.ViewData["WayOut"] as string);
        else RefusalsTag.Say(output.PreContent, face, [words["form.errors"].Value], way: null);
    }
}

/// <summary><c>&lt;refusals/&gt;</c>: all that a page of a desk was refused for, where none of its forms tells it.</summary>
[HtmlTargetElement("refusals", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class RefusalsTag(Face face) : TagHelper
{
    private const int Most = 5;
    [HtmlAttributeNotBound, ViewContext] public required ViewContext View { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        if (!View.ModelState.IsValid) Say(output.Content, face, new Told(View.ModelState).Untold, View.ViewData["WayOut"] as string);
    }

    internal static void Say(TagHelperContent to, Face face, IEnumerable<string> errors, string? way)
    {
        to.AppendHtml("<div class=\"wide stack-2\" role=\"alert\">");
        foreach (var error in errors.Take(Most))
        {
            to.AppendHtml("<p class=\"call bad\">").AppendHtml(face.DeskIcon("alert")).AppendHtml("<span>").Append(error);
            if (way is not null) to.AppendHtml("<br>").Append(way);
            to.AppendHtml("</span></p>");
        }
        to.AppendHtml("</div>");
    }
}

/// <summary>A field that may be refused, under one name or several: <c>&lt;input refused="flat"&gt;</c>. The first of them on the page has the focus.</summary>
[HtmlTargetElement("input", Attributes = "refused", TagStructure = TagStructure.WithoutEndTag), HtmlTargetElement("select", Attributes = "refused"), HtmlTargetElement("textarea", Attributes = "refused")]
public sealed class RefusedFieldTag : TagHelper
{
    public required string Refused { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Told.In(context) is not { } told || told.Of(Refused) is null) return;
        var described = output.Attributes["aria-describedby"]?.Value?.ToString();
        output.Attributes.SetAttribute("aria-invalid", "true");
        output.Attributes.SetAttribute("aria-describedby", $"{Told.IdOf(Refused)} {described}".TrimEnd());
        if (told.TakeFocus()) output.Attributes.SetAttribute("autofocus", "");
    }
}

/// <summary><c>&lt;refused of="flat"/&gt;</c>: the words, where they stand. Without a field of its own before it, it has the focus itself.</summary>
[HtmlTargetElement("refused", Attributes = "of", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class RefusedWordsTag(Face face) : TagHelper
{
    public required string Of { get; set; }
    [HtmlAttributeNotBound, ViewContext] public required ViewContext View { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Told.In(context) is not { } told || told.Of(Of) is not { } error)
        {
            output.SuppressOutput();
            return;
        }
        (output.TagName, output.TagMode) = ("p", TagMode.StartTagAndEndTag);
        output.Attributes.SetAttribute("class", "err");
        output.Attributes.SetAttribute("id", Told.IdOf(Of));
        if (told.TakeFocus())
        {
            output.Attributes.SetAttribute("tabindex", "-1");
            output.Attributes.SetAttribute("autofocus", "");
        }
        output.Content.AppendHtml(face.DeskIcon("alert")).AppendHtml("<span>").Append(error);
        if (View.ViewData["WayOut"] is string way) output.Content.AppendHtml("<br>").Append(way);
        output.Content.AppendHtml("</span>");
    }
}

/// <summary>What one form was refused for, and what of it was said already.</summary>
internal sealed class Told(ModelStateDictionary state)
{
    private readonly HashSet<string> said = [];
    private bool focused;

    public static Told? In(TagHelperContext context) => context.Items.TryGetValue(typeof(Told), out var told) ? (Told)told : null;

    /// <param name="fields">Names, with spaces between; whatever is said of the first that was refused.</param>
    public string? Of(string fields)
    {
        foreach (var field in fields.Split(' '))
        {
            if (!state.TryGetValue(field, out var entry) || entry.Errors.Count == 0) continue;
            said.Add(entry.Errors[0].ErrorMessage);
            return entry.Errors[0].ErrorMessage;
        }
        return null;
    }

    public IEnumerable<string> Untold => state.Values.SelectMany(v => v.Errors).Select(e => e.ErrorMessage).Where(e => !said.Contains(e)).Distinct();

    public bool TakeFocus() => !focused && (focused = true);

    public static string IdOf(string fields) => "err-" + string.Concat(fields.Split(' ')[0].Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
}
