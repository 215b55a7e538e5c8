using System.Data.Common;
using System.IO.Compression;
using Kaki.Host.Commands;
using Kaki.Kernel;
using Kaki.Kernel.Blobs;
using Kaki.Kernel.Data;
using Kaki.Kernel.Data.Migrations;

namespace Kaki.Host.Backups;

/// <summary>
/// Puts a backup in the place of a site. The rows go into a new database beside the old one, with the schema they were saved under,
/// which is then brought up to date; only when all is there do the two change places. Whatever fails before that leaves the old site as it was.
/// </summary>
internal sealed class RestoreBackup(DatabaseSettings database, IBlobs blobs, TimeProvider clock)
{
    /// <param name="Letters">How many wait for an operator.</param>
    internal sealed record Restored(int Tables, long Rows, long Blobs, int Letters, string Made, string From);

    public async Task<Restored> Run(string file, bool replace, CancellationToken cancel)
    {
        Manifest manifest;
        IReadOnlyList<BlobInFile> kept;
        using (var line = new ProgressLine("checked")) (manifest, kept) = await CheckBackup.Run(file, line, cancel);
        var files = Migration.In(typeof(RestoreBackup).Assembly, database.Provider);
        var known = files.Select(f => (f.Number, f.Name)).ToHashSet();
        if (manifest.Migrations.FirstOrDefault(m => !known.Contains((m.Number, m.Name))) is { } newer)
            throw new BackupRefused($"The backup has migration {newer.Number} ({newer.Name}), this program does not: use the newer program. Nothing was changed.");
        IRestoreTarget target = database.Provider == Provider.Sqlite ? new SqliteTarget(database) : new PostgresTarget(database);
        await Guard(target, manifest, replace, cancel);
        var put = new List<string>();
        int letters;
        try
        {
            letters = await Fill(target, file, manifest, files, cancel);
            await PutBlobs(file, kept, put, cancel);
            cancel.ThrowIfCancellationRequested();
            await target.TakeThePlace(CancellationToken.None); // from here on it is the site: nothing of it is taken back
        }
        catch
        {
            await target.Abandon();
            foreach (var key in put) await blobs.Delete(key, CancellationToken.None);
            throw;
        }
        if (replace) await DropOthers(kept, CancellationToken.None);
        return new(manifest.Tables.Count, manifest.Tables.Sum(t => t.Rows), kept.Count, letters, manifest.Made, manifest.Source);
    }

    private async Task Guard(IRestoreTarget target, Manifest manifest, bool replace, CancellationToken cancel)
    {
        if (await target.LiveNodes(Instant.Now(clock), cancel) is > 0 and var nodes) throw new BackupRefused($"The site is running ({nodes} node(s)): stop it, or wait three minutes after a crash. Nothing was changed.");
        if (!replace && await target.FirstTableWithRows([.. manifest.Tables.Select(t => t.Name)], cancel) is { } table)
            throw new BackupRefused($"There is a site here already ({table} has rows). Say --replace to put the backup in its place. Nothing was changed.");
    }

    private async Task<int> Fill(IRestoreTarget target, string file, Manifest manifest, IReadOnlyList<Migration> files, CancellationToken cancel)
    {
        var beside = await target.Prepare(cancel);
        var then = manifest.Migrations.Select(m => m.Number).ToHashSet();
        await new Migrator(beside, [.. files.Where(f => then.Contains(f.Number))], clock).Apply(cancel);
        await using (var zip = await ZipFile.OpenReadAsync(file, cancel))
        {
            using var line = new ProgressLine("rows");
            await target.Load(zip, manifest.Tables, line, cancel);
        }
        await new Migrator(beside, files, clock).Apply(cancel);
        await using var db = await beside.Open(cancel);
        foreach (var table in TableShapes.LeftOut) await db.Run($"delete from {table}", [], cancel); // a backup of an earlier build has them
        // The full text is in no backup: until it is made anew the doctor says so, also where this process is killed before.
        await db.Run("update place_search_docs set analyser = ''", [], cancel);
        return await HoldLetters(db, cancel);
    }

    // Since the backup they may have gone out: an operator sends them, or lets them be.
    private static Task<int> HoldLetters(DbConnection db, CancellationToken cancel) =>
        db.Run("update people_letters set state = 'Parked', error = 'Waited when the backup was made; it may have gone out since.' where state = 'Waiting'", [], cancel);

    private async Task PutBlobs(string file, IReadOnlyList<BlobInFile> kept, List<string> put, CancellationToken cancel)
    {
        using var line = new ProgressLine("files");
        await using var zip = await ZipFile.OpenReadAsync(file, cancel);
        long done = 0;
        foreach (var blob in kept)
        {
            if (!await blobs.Exists(blob.Key, cancel)) put.Add(blob.Key);
            await using var content = await zip.GetEntry(BackupFile.BlobFolder + blob.Key)!.OpenAsync(cancel);
            await blobs.Put(blob.Key, content, blob.Key.EndsWith(".webp", StringComparison.Ordinal) ? "image/webp" : "application/octet-stream", cancel);
            line.Report(++done);
        }
    }

    private async Task DropOthers(IReadOnlyList<BlobInFile> kept, CancellationToken cancel)
    {
        var keys = kept.Select(b => b.Key).ToHashSet();
        string? after = null;
        do
        {
            var page = await blobs.List("", after, 1000, cancel);
            foreach (var key in page.Keys.Where(k => !keys.Contains(k))) await blobs.Delete(key, cancel);
            after = page.Next;
        }
        while (after is not null);
    }
}

/// <summary>Where a restore goes; what differs between the two databases.</summary>
internal interface IRestoreTarget
{
    Task<int> LiveNodes(Instant now, CancellationToken cancel);
    Task<string?> FirstTableWithRows(IReadOnlyList<string> tables, CancellationToken cancel);

    /// <summary>An empty database beside the one in use.</summary>
    Task<DatabaseSettings> Prepare(CancellationToken cancel);

    Task Load(ZipArchive zip, IReadOnlyList<TableInFile> tables, IProgress<long> done, CancellationToken cancel);
    Task TakeThePlace(CancellationToken cancel);

    /// <summary>Takes away what stands beside, after a failure.</summary>
    Task Abandon();
}
