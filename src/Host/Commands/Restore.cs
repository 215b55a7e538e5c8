using System.Diagnostics;
using System.Text.Json;
using Kaki.Host.Backups;
using Kaki.Kernel.Blobs;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;

namespace Kaki.Host.Commands;

/// <summary><c>kaki restore FILE</c>: a site back from its file, into either database.</summary>
internal static class Restore
{
    private const string Usage = """
        kaki restore FILE [--data DIR] [--postgres "Host=…;Database=…"] [--replace]

        Checks the file from end to end first, then fills a new database beside the old one; only when all is there do they change places.
        The site must not be running. Migrations the backup does not have yet are applied.

          --replace   put the backup in the place of the site that is there
        """;

    public static async Task<int> Run(string[] args)
    {
        var arguments = new Arguments(args, OpenSite.Options, ["--replace"]);
        if (arguments.Help || arguments.Rest.Count != 1)
        {
            Console.WriteLine(Usage);
            return arguments.Help ? 0 : 2;
        }
        using var cancel = OpenSite.CtrlC();
        await using var app = await OpenSite.Of(arguments, mustExist: false);
        var watch = Stopwatch.StartNew();
        var fresh = Missing(app.Services.GetRequiredService<IConfiguration>());
        var restored = default(RestoreBackup.Restored);
        try
        {
            var restore = new RestoreBackup(app.Services.GetRequiredService<DatabaseSettings>(), app.Services.GetRequiredService<IBlobs>(), app.Services.GetRequiredService<TimeProvider>());
            restored = await restore.Run(Path.GetFullPath(arguments.Rest[0]), arguments.Has("--replace"), cancel.Token);
            await using (var scope = app.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<TakeDownPicture>().MoveToWhereRowsSay(CancellationToken.None); // nothing looks at them again: what is taken down would lie open
            var rebuilt = await Rebuild.All(app.Services, [], cancel.Token);
            Console.WriteLine(JsonSerializer.Serialize(new { restored.Tables, restored.Rows, files = restored.Blobs, letters = restored.Letters, restored.Made, restored.From, rebuilt, seconds = Math.Round(watch.Elapsed.TotalSeconds, 1) }, BackupFile.Json));
            return 0;
        }
        catch (BackupRefused refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(restored is null ? "Stopped; the site is as it was before." : "Stopped after the site was restored; kaki rebuild makes its search index and day counters anew.");
            return 130;
        }
        finally
        {
            if (restored is null)
                foreach (var folder in fresh.Where(Directory.Exists)) Directory.Delete(folder, recursive: true);
        }
    }

    /// <returns>The folders of a site that are not there yet: what a failure must not leave behind.</returns>
    private static List<string> Missing(IConfiguration configuration)
    {
        var data = Path.GetFullPath(configuration["Data"] ?? "data");
        return [.. new[] { configuration["Blobs:Folder"] ?? Path.Combine(data, "blobs"), data }.Where(folder => !Directory.Exists(folder))];
    }
}
