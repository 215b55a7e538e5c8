using Kaki.Host.Http;

namespace Kaki.Host.Commands;

/// <summary>Starts the site: <c>kaki run</c>.</summary>
internal static class Serve
{
    public static async Task<int> Run(string[] args)
    {
        var app = Site.Build(args);
        await app.Migrate();
        await app.RunAsync();
        return 0;
    }
}
