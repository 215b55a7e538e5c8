using Kaki.Kernel.Faces;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;

namespace Kaki.Host.Http;

/// <summary>A form that still carries its question (<see cref="AskTag"/>) is answered by the page that asks it; only what that page sends reaches its handler.</summary>
internal sealed class AskFirst(RequestDelegate next)
{
    private const int MostBody = 8 * 1024, Longest = 400;

    public async Task Invoke(HttpContext http)
    {
        if (!Refused.IsTelling(http) && await Small(http.Request) is { } form)
        {
            if (form[AskTag.Question].ToString().Length is > 0 and <= Longest)
            {
                http.Items[typeof(AskFirst)] = $"{http.Request.Path}{http.Request.QueryString}";
                (http.Request.Path, http.Request.QueryString) = ("/sure", QueryString.Empty);
            }
            // Behind who said yes lies the question; they came from the page before it.
            else if (form[AskTag.From].ToString() is { Length: > 0 } from) LocalPath.ComesFrom(http, from);
        }
        await next(http);
    }

    /// <summary>Where the form goes once it was confirmed; null for who came by the address.</summary>
    public static string? Target(HttpContext http) => http.Items[typeof(AskFirst)] as string;

    // Forms with files, and large ones, ask nothing: they are read by whoever handles them, within their own limits.
    private static async Task<IFormCollection?> Small(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method) || request.ContentLength is null or > MostBody || request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true) return null;
        return await request.ReadFormAsync();
    }
}
