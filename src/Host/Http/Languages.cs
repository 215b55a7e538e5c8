using System.Globalization;

namespace Kaki.Host.Http;

/// <summary>The language of a request: the link's <c>?lang=</c>, else the cookie a person chose, else what the browser asks for, else Chinese.</summary>
internal sealed class Languages(RequestDelegate next)
{
    public const string Cookie = "lang";
    public static readonly (string Code, string Name)[] Names = [("zh-CN", "中文"), ("en", "English")];
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN"), English = CultureInfo.GetCultureInfo("en");

    public Task Invoke(HttpContext http)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Of(http.Request) == "en" ? English : Chinese;
        return next(http);
    }

    public static string Of(HttpRequest request)
    {
        if (Known(request.Query[Cookie]) is { } asked) return asked;
        if (Known(request.Cookies[Cookie]) is { } chosen) return chosen;
        foreach (var wanted in request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1))
            if (Known(wanted.Value.Value) is { } language) return language;
        return "zh-CN";
    }

    private static string? Known(string? text) =>
        text is null ? null : text.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? "zh-CN" : text.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en" : null;
}
