using System.Diagnostics;
using System.Text.Json;
using Kaki.Host.Backups;
using Kaki.Host.Health;
using Kaki.Kernel;
using Kaki.Kernel.Blobs;
using Kaki.Kernel.Data;
using Kaki.Trust.Auditing;

namespace Kaki.Host.Commands;

/// <summary><c>kaki backup FILE</c>: the whole site to one file, while it runs.</summary>
internal static class Backup
{
    private const string Usage = """
        kaki backup FILE [--data DIR] [--postgres "Host=…;Database=…"]

        Writes all tables as of one moment and all pictures to one file, while the site goes on working. Ctrl+C leaves nothing behind.
        The file restores into SQLite and PostgreSQL alike. It holds what people entrusted to the site: keep it as you keep the site.
        """;

    public static async Task<int> Run(string[] args)
    {
        var arguments = new Arguments(args, OpenSite.Options);
        if (arguments.Help || arguments.Rest.Count != 1)
        {
            Console.WriteLine(Usage);
            return arguments.Help ? 0 : 2;
        }
        using var cancel = OpenSite.CtrlC();
        await using var app = await OpenSite.Of(arguments);
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var watch = Stopwatch.StartNew();
        try
        {
            var db = services.GetRequiredService<AppDb>();
            var file = Path.GetFullPath(arguments.Rest[0]);
            var write = new WriteBackup(db, services.GetRequiredService<DatabaseSettings>(), services.GetRequiredService<IBlobs>(), services.GetRequiredService<TimeProvider>());
            var written = await write.Run(file, services.GetRequiredService<SiteFacts>().Version, cancel.Token);
            await using (await app.Services.TakeNode(cancel.Token))
                await db.Write(() => { Audit.Add(db, Caller.House, SiteFacts.BackupAct, "site:" + Path.GetFileName(file), null); return Task.CompletedTask; });
            Console.WriteLine(JsonSerializer.Serialize(new { file, written.Bytes, written.Tables, written.Rows, files = written.Blobs, fileBytes = written.BlobBytes, seconds = Math.Round(watch.Elapsed.TotalSeconds, 1) }, BackupFile.Json));
            return 0;
        }
        catch (BackupRefused refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped; the half file is gone.");
            return 130;
        }
    }
}
