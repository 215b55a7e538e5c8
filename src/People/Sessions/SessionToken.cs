using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Kaki.People.Sessions;

/// <summary>The secret a browser keeps in a cookie, or a program sends as a bearer token: 32 random bytes, known here by hash only.</summary>
internal static class SessionToken
{
    public const string Cookie = "session";
    private const string Bearer = "Bearer ";
    private static readonly TimeSpan CookieLife = TimeSpan.FromDays(400);

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    public static string? Of(HttpRequest request, out bool byHeader)
    {
        var header = request.Headers.Authorization.ToString();
        byHeader = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);
        var token = byHeader ? header[Bearer.Length..].Trim() : request.Cookies[Cookie];
        return token is { Length: 43 } || byHeader ? token : null;
    }

    public static void Give(HttpContext http, string token) => http.Response.Cookies.Append(Cookie, token, Options(http, CookieLife));

    public static void Take(HttpContext http) => http.Response.Cookies.Delete(Cookie, Options(http, null));

    private static CookieOptions Options(HttpContext http, TimeSpan? life) =>
        new() { HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = life, IsEssential = true };
}
