using Kaki.Kernel.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Kaki.Host.Http;

/// <summary>Theme, language and whether to see what was made with AI: cookies, chosen by plain posts that need no script.</summary>
internal static class Choices
{
    public static void MapChoices(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/theme", (HttpContext http, IFormCollection form) => Choose(http, Theme.Cookie, Theme.All, form["theme"])).DisableAntiforgery().ExcludeFromDescription();
        routes.MapPost("/language", (HttpContext http, IFormCollection form) => Choose(http, Languages.Cookie, [.. Languages.Names.Select(n => n.Code)], form["lang"])).DisableAntiforgery().ExcludeFromDescription();
        routes.MapPost("/noai", (HttpContext http, IFormCollection form) => Choose(http, NoAi.Cookie, NoAi.All, form["noai"])).DisableAntiforgery().ExcludeFromDescription();
    }

    private static IResult Choose(HttpContext http, string cookie, string[] allowed, string? value)
    {
        if (value is not null && allowed.Contains(value))
            http.Response.Cookies.Append(cookie, value, new() { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, IsEssential = true });
        return Results.LocalRedirect(Without(cookie, NoAi.Unsaid(LocalPath.Behind(http))));
    }

    // What an address says goes before the cookie: one with ?lang= in it would stay as it was.
    private static string Without(string name, string path)
    {
        if (path.Split('?', 2) is not [var page, var query] || !QueryHelpers.ParseQuery(query).ContainsKey(name)) return path;
        return QueryHelpers.AddQueryString(page, QueryHelpers.ParseQuery(query).Where(q => q.Key != name));
    }
}
