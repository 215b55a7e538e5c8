using Kaki.Host.Demo;
using Kaki.Host.Http;
using Kaki.Kernel.Data;

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
        arguments.NoRest();
        var (host, port) = (arguments["--host"] ?? "127.0.0.1", arguments.Number("--port", 5005));
        await Doorstep.Check(host, port, OpenSite.FolderOf(arguments), arguments["--postgres"] ?? Environment.GetEnvironmentVariable("Database__Postgres"));
        var address = $"http://{(host.Contains(':') ? $"[{host}]" : host)}:{port}";
        var app = Site.Build([.. SiteSettings(arguments), $"--urls={address}"]);
        Doorstep.Blobs(app.Services);
        await app.Migrate();
        await FirstShelves.Put(app.Services);
        var turn = await TurnToFill(app, arguments);
        await app.StartAsync();
        bool isDemo;
        try { isDemo = !arguments.Has("--no-demo") && await FillWhenEmpty(app); }
        catch (Exception) when (app.Lifetime.ApplicationStopping.IsCancellationRequested) // the programs that draw are stopped by Ctrl+C too, and complain in their own words
        {
            await app.WaitForShutdownAsync();
            await Console.Error.WriteLineAsync("\nStopped. What was filled in stays; the same command goes on from here.");
            return 130;
        }
        finally { if (turn is not null) await turn.DisposeAsync(); }
        var door = address.Replace("0.0.0.0", "localhost").Replace("127.0.0.1", "localhost");
        Console.WriteLine($"Kaki is open at {door}   (Ctrl+C stops it)");
        if (await NobodyIsHere(app)) Console.WriteLine($"Nobody is here yet: the first person to sign up at {door}/sign-up becomes the operator.");
        if (isDemo) Console.WriteLine(Accounts);
        await app.WaitForShutdownAsync();
        return 0;
    }

    private const string Accounts = $"""
        Demo accounts, all with the password {FillWithDemo.Password}:
          amian      a member who knits        maya    the same in English
          chashi     runs a pottery shop       tomas   runs a coffee shop
          banzhu     moderator                 zhanzhang   operator
        """;

    /// <returns>Null where there is nothing to fill.</returns>
    private static async Task<FillTurn?> TurnToFill(WebApplication app, Arguments arguments)
    {
        if (arguments.Has("--no-demo")) return null;
        await using var scope = app.Services.CreateAsyncScope();
        return await DemoState.Of(scope.ServiceProvider) is DemoState.Kind.Begun or DemoState.Kind.Empty ? await FillTurn.Take(app.Services.GetRequiredService<DatabaseSettings>()) : null;
    }

    /// <returns>True when this site holds the demo.</returns>
    private static async Task<bool> FillWhenEmpty(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var state = await DemoState.Of(scope.ServiceProvider);
        if (state is DemoState.Kind.Begun or DemoState.Kind.Empty)
        {
            if (state == DemoState.Kind.Empty) await DemoState.Begin(scope.ServiceProvider);
            Console.WriteLine("Filling the site with demo content, once. It takes a few minutes; Ctrl+C and a new start go on where it stopped.");
            await new FillWithDemo(app.Services.GetRequiredService<IServiceScopeFactory>(), TimeProvider.System, Console.Error).Run(app.Lifetime.ApplicationStopping);
            await Rebuild.All(app.Services, ["days"], app.Lifetime.ApplicationStopping); // the days were counted while they were empty
            await DemoState.Finish(scope.ServiceProvider);
        }
        return state is not DemoState.Kind.Other;
    }

    private static async Task<bool> NobodyIsHere(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await DemoState.Of(scope.ServiceProvider) == DemoState.Kind.Empty;
    }

    /// <summary>As configured by environment and settings alone.</summary>
    public static async Task<int> Bare(string[] args)
    {
        var app = Site.Build(args);
        await app.Migrate();
        await FirstShelves.Put(app.Services);
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
