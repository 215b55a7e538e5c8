using System.Collections.Concurrent;
using System.Globalization;

namespace Kaki.Host.Bench;

/// <summary>
/// What this server does at its quickest: <c>/bare/{bytes}</c> answers so many bytes from memory before anything of Kaki's has run.
/// Only there when <c>Bench:Bare</c> is set, which the bench does for the server it starts.
/// </summary>
internal static class BareEndpoint
{
    private const int Most = 4 * 1024 * 1024;

    public static void UseBareEndpoint(this WebApplication app)
    {
        if (!app.Configuration.GetValue("Bench:Bare", false)) return;
        var bodies = new ConcurrentDictionary<int, byte[]>();
        app.Map("/bare", bare => bare.Run(http => Answer(http, bodies)));
    }

    private static Task Answer(HttpContext http, ConcurrentDictionary<int, byte[]> bodies)
    {
        if (!int.TryParse(http.Request.Path.Value.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length is < 1 or > Most)
        {
            http.Response.StatusCode = 404;
            return Task.CompletedTask;
        }
        var body = bodies.GetOrAdd(length, n => { var text = new byte[n]; Array.Fill(text, (byte)'k'); return text; });
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.ContentLength = body.Length;
        return http.Response.Body.WriteAsync(body).AsTask();
    }
}
