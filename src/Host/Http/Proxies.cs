using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Kaki.Host.Http;

/// <summary>
/// The reverse proxies named by <c>Proxy</c> (addresses and networks, by commas) are believed about who asks, by which scheme and under which name;
/// what anybody else forwards is ignored.
/// </summary>
internal static class Proxies
{
    public static void UseProxies(this WebApplication app)
    {
        var named = (app.Configuration["Proxy"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (named.Length == 0) return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var name in named)
        {
            if (IPAddress.TryParse(name, out var address)) options.KnownProxies.Add(address);
            else if (System.Net.IPNetwork.TryParse(name, out var network)) options.KnownIPNetworks.Add(network);
            else throw new InvalidOperationException($"Proxy: {name} is neither an address nor a network.");
        }
        options.ForwardLimit = null; // as far as the chain is one of known proxies
        app.UseForwardedHeaders(options);
    }
}
