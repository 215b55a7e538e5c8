using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Kaki.Kernel.Http;

/// <summary>Where to send a browser on to, from what it sent itself: a path of this site, never another place, and in letters a header can hold.</summary>
public static partial class LocalPath
{
    public static string Of(string? wanted, string otherwise = "/") =>
        wanted is ['/', ..] and not ['/', '/' or '\\', ..] && wanted.Length < 2000 && !wanted.Any(char.IsControl) ? NoHeader().Replace(wanted, m => Uri.EscapeDataString(m.Value)) : otherwise;

    /// <summary>The page of this site the person came from.</summary>
    public static string Behind(HttpContext http, string otherwise = "/") =>
        http.Items[typeof(LocalPath)] is string page ? Of(page, otherwise)
        : Uri.TryCreate(http.Request.Headers.Referer, UriKind.Absolute, out var from) && from.Authority == http.Request.Host.Value ? Of(from.PathAndQuery, otherwise) : otherwise;

    /// <summary>The page they came from is not the one whose form was sent.</summary>
    public static void ComesFrom(HttpContext http, string page) => http.Items[typeof(LocalPath)] = page;

    [GeneratedRegex(@"[^!-~]+")]
    private static partial Regex NoHeader();
}
