using Kaki.Host.Http;
using Kaki.Kernel.Data;

namespace Kaki.Host.Commands;

/// <summary>The site's services for a command, without serving: whether or not the site runs beside it.</summary>
internal static class OpenSite
{
    public static readonly string[] Options = ["--data", "--postgres"];

    /// <exception cref="CannotOpen">Its PostgreSQL does not answer.</exception>
    public static async Task<WebApplication> Of(Arguments arguments, bool mustExist = true, IEnumerable<string>? settings = null)
    {
        var folder = FolderOf(arguments);
        if (mustExist && arguments["--postgres"] is null && Environment.GetEnvironmentVariable("Database__Postgres") is null && !File.Exists(Path.Combine(folder, "kaki.db")))
            throw new UsageError($"No site lies in {folder}. Name its folder with --data, or its PostgreSQL with --postgres.");
        var app = Site.Build([.. Serve.SiteSettings(arguments), "--Logging:LogLevel:Default=Error", .. settings ?? []]);
        if (ProviderOf(app) == Provider.Postgres) await Doorstep.Answers(app.Services.GetRequiredService<DatabaseSettings>().ConnectionString);
        Doorstep.Blobs(app.Services);
        return app;
    }

    /// <summary>Where the site lies, as typed or as the environment says.</summary>
    public static string FolderOf(Arguments arguments) => Path.GetFullPath(arguments["--data"] ?? Environment.GetEnvironmentVariable("Data") ?? "data");

    /// <summary>Cancelled by the first Ctrl+C; the second ends the process.</summary>
    public static CancellationTokenSource CtrlC()
    {
        var source = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            if (source.IsCancellationRequested) return;
            e.Cancel = true;
            source.Cancel();
        };
        return source;
    }

    /// <summary>The language of the terminal.</summary>
    public static string Language =>
        (Environment.GetEnvironmentVariable("LC_ALL") is { Length: > 0 } all ? all : Environment.GetEnvironmentVariable("LANG") ?? "").StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? "zh-CN" : "en";

    public static Provider ProviderOf(WebApplication app) => app.Services.GetRequiredService<DatabaseSettings>().Provider;
}
