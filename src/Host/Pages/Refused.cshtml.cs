using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Host.Pages;

/// <summary>What a person sees when the house says no, or fails.</summary>
[IgnoreAntiforgeryToken]
internal sealed class RefusedModel : PageModel
{
    public string Title { get; private set; } = "";
    public string Help => Title + ".help";

    public void OnGet(int? status) => Show(status);
    public void OnPost(int? status) => Show(status);

    private void Show(int? status)
    {
        var refusal = HttpContext.Items[typeof(Refusal)] as Refusal;
        Response.StatusCode = refusal?.Status ?? status ?? 500;
        Title = "refusal." + (refusal?.Code ?? Response.StatusCode switch { 401 => "sign_in.needed", 403 => "forbidden", 404 or 405 => "missing", 413 => "body.too_large", < 500 => "body.malformed", _ => "unexpected" });
    }
}
