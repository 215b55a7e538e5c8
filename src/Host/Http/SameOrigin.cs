using Kaki.Kernel.Refusals;

namespace Kaki.Host.Http;

/// <summary>
/// Refuses unsafe requests that another site made a browser send: by Sec-Fetch-Site, and by Origin where that is absent.
/// Programs send neither and carry no cookie by accident. No token in the page, so a page can be the same bytes for everyone
/// (decision 0004).
/// </summary>
internal sealed class SameOrigin(RequestDelegate next)
{
    public Task Invoke(HttpContext http)
    {
        var request = http.Request;
        if (Refused.IsTelling(http)) return next(http);
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)) return next(http);
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0 ? site is "same-origin" or "none" : OriginAgrees(request)) return next(http);
        throw new Refusal("origin", 403);
    }

    private static bool OriginAgrees(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }
}
