using System.Diagnostics;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Host.Pages;

/// <summary>What a person sees when the house says no, or fails.</summary>
[IgnoreAntiforgeryToken]
internal sealed class RefusedModel : PageModel
{
    public int Status { get; private set; }
    public string Code { get; private set; } = "";
    public object[] Args { get; private set; } = [];
    public string Title => "refusal." + Code;
    public string Help => Title + ".help";
    public string Return { get; private set; } = "/";
    public string RequestId => Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;

    // Whatever the method was that is told of. Its name reads like a handler for a method PAGE.
    [NonHandler]
    public override void OnPageHandlerSelected(PageHandlerSelectedContext context) => Show(int.TryParse(Request.Query["status"], out var status) ? status : null);

    private void Show(int? status)
    {
        var refusal = HttpContext.Items[typeof(Refusal)] as Refusal;
        Status = refusal?.Status ?? (Refused.IsTelling(HttpContext) ? status ?? 500 : 404); // who walks here by themselves finds no page
        Response.StatusCode = Status;
        if (refusal?.RetryAfter is { } seconds) Response.Headers.RetryAfter = seconds.ToString();
        Args = refusal?.Args ?? [];
        Code = refusal?.Code ?? Status switch { 401 => "sign_in.needed", 403 => "forbidden", 404 => "missing", 405 => "method", 413 => "body.too_large", < 500 => "body.malformed", _ => "unexpected" };
        Return = Where();
    }

    // A form is not read again at its own address: it stands on the page the person came from.
    private string Where()
    {
        if (!HttpMethods.IsGet(Request.Method) && !HttpMethods.IsHead(Request.Method)) return LocalPath.Behind(HttpContext);
        if (HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is { } asked) return LocalPath.Of(asked.OriginalPath + asked.OriginalQueryString);
        return LocalPath.Of(HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path + Request.QueryString);
    }
}
