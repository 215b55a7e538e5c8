using Kaki.Host.Http;

namespace Kaki.Host.Commands;

/// <summary><c>kaki run</c>: migrates, fills an empty site with demo content unless told not to, and serves until stopped.</summary>
internal static class Serve
{
    private const string Usage = """
        kaki run [--port N] [--host ADDRESS] [--data DIR] [--postgres "Host=…;Database=…"] [--no-demo]

          --port      where to listen (5005)
          --host      which address to listen on (127.0.0.1; 0.0.0.0 for all)
          --data      folder of the database, pictures and mail (data)
          --postgres  use this PostgreSQL instead of the embedded SQLite
          --no-demo   start empty; the first person to sign up becomes the operator
        """;

    public static async Task<int> Run(string[] args)
    {
        var arguments = new Arguments(args, ["--port", "--host", "--data", "--postgres"], ["--no-demo"]);
        if (arguments.Help)
        {
            Console.WriteLine(Usage);
            return 0;
        }
        var address = $"http://{arguments["--host"] ?? "127.0.0.1"}:{arguments.Number("--port", 5005)}";
        var app = Site.Build([.. SiteSettings(arguments), $"--urls={address}"]);
        await app.Migrate();
        await app.StartAsync();
        Console.WriteLine($"Kaki is open at {address.Replace("0.0.0.0", "localhost").Replace("127.0.0.1", "localhost")}   (Ctrl+C stops it)");
        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>As configured by environment and settings alone.</summary>
    public static async Task<int> Bare(string[] args)
    {
        var app = Site.Build(args);
        await app.Migrate();
        await app.RunAsync();
        return 0;
    }

    /// <summary>The options every command that opens the site shares, as configuration.</summary>
    public static IEnumerable<string> SiteSettings(Arguments arguments)
    {
        if (arguments["--data"] is { } data) yield return $"--Data={data}";
        if (arguments["--postgres"] is { } postgres) yield return $"--Database:Postgres={postgres}";
    }
}
