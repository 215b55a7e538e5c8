using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Kaki.Tests.Harness;

/// <summary>The test server has no network, so a browser says its address in a header: each its own, as limits per address expect.</summary>
internal sealed class AddressByHeader : IStartupFilter
{
    public const string Name = "X-Test-Address";
    private static int last;

    public static string Next()
    {
        var n = Interlocked.Increment(ref last);
        return $"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}";
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((http, go) =>
        {
            if (IPAddress.TryParse(http.Request.Headers[Name], out var address)) http.Connection.RemoteIpAddress = address;
            return go(http);
        });
        next(app);
    };
}
