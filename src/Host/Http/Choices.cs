using Kaki.Kernel.Http;

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
        return Results.LocalRedirect(NoAi.Unsaid(LocalPath.Behind(http)));
    }
}
