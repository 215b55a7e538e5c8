using Kaki.Kernel.Http;

namespace Kaki.Host.Http;

/// <summary>Theme and language: what the scripts set at once, as plain posts for browsers without script.</summary>
internal static class Choices
{
    public static void MapChoices(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/theme", (HttpContext http, IFormCollection form) => Choose(http, Theme.Cookie, Theme.All, form["theme"])).DisableAntiforgery().ExcludeFromDescription();
        routes.MapPost("/language", (HttpContext http, IFormCollection form) => Choose(http, Languages.Cookie, [.. Languages.Names.Select(n => n.Code)], form["lang"])).DisableAntiforgery().ExcludeFromDescription();
    }

    private static IResult Choose(HttpContext http, string cookie, string[] allowed, string? value)
    {
        if (value is not null && allowed.Contains(value))
            http.Response.Cookies.Append(cookie, value, new() { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, IsEssential = true });
        return Results.LocalRedirect(LocalPath.Behind(http));
    }
}
