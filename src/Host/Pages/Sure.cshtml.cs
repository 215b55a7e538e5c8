using Kaki.Host.Http;
using Kaki.Kernel.Faces;
using Kaki.Kernel.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Host.Pages;

/// <summary>Asks, where no script runs, before something is done that is not easily undone; yes sends the same form again.</summary>
internal sealed class SureModel(Kaki.Kernel.Words.Words words) : PageModel
{
    public string Target { get; private set; } = "/";
    public string Back { get; private set; } = "/";
    public string Question { get; private set; } = "";
    public string Yes { get; private set; } = "";
    public IReadOnlyList<(string Name, string Value)> Fields { get; private set; } = [];

    public IActionResult OnGet() => Redirect("/");

    public IActionResult OnPost()
    {
        if (AskFirst.Target(HttpContext) is not { } target) return Redirect("/");
        var form = Request.Form;
        Target = LocalPath.Of(target);
        Question = form[AskTag.Question]!;
        Yes = form[AskTag.Answer].ToString() is { Length: > 0 } yes ? yes : words["web.yes"].Value;
        Fields = [.. form.Where(f => f.Key is not (AskTag.Question or AskTag.Answer or AskTag.From)).SelectMany(f => f.Value.Select(v => (f.Key, v ?? "")))];
        Back = LocalPath.Behind(HttpContext);
        return Page();
    }
}
