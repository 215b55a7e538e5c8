using Microsoft.AspNetCore.Http;

namespace Kaki.Kernel.Http;

/// <summary>Light, dark, or as the device likes it; a cookie remembers the choice.</summary>
public static class Theme
{
    public const string Cookie = "theme";
    public static readonly string[] All = ["light", "dark", "auto"];

    /// <summary>Null where the device decides.</summary>
    public static string? Of(HttpRequest request) => request.Cookies[Cookie] is "light" or "dark" ? request.Cookies[Cookie] : null;
}
