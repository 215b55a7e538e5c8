using System.Buffers;
using System.Data.Common;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Kaki.Host.Commands;
using Kaki.Kernel;
using Kaki.Kernel.Blobs;
using Kaki.Kernel.Data;
using Kaki.Kernel.Data.Migrations;
using Kaki.Kernel.Pictures;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Kaki.Host.Backups;

/// <summary>
/// Writes the whole site to one file while it goes on working: all tables as of one moment, in one read transaction,
/// then the blobs. A blob that comes meanwhile may be in it without its row, which harms nobody. A picture that is taken down, let go or put back
/// meanwhile lies where its row does not say, or in both places: the restore moves it (<see cref="Kernel.Pictures.TakeDownPicture.MoveToWhereRowsSay"/>).
/// What is withheld is copied first and once more at the end, so that none slips by on its way to or from there.
/// One that is let go is swept only an hour or two later: it could be missing only of a backup whose files take so long to copy.
/// </summary>
internal sealed class WriteBackup(AppDb db, DatabaseSettings database, IBlobs blobs, TimeProvider clock)
{
    internal sealed record Written(int Tables, long Rows, long Blobs, long BlobBytes, long Bytes);

    /// <summary>The file is there whole, or not at all.</summary>
    /// <exception cref="MigrationRefused">The database is newer than this program.</exception>
    public async Task<Written> Run(string file, string version, CancellationToken cancel)
    {
        var files = Migration.In(typeof(WriteBackup).Assembly, database.Provider);
        // The file would say that its rows have seen what they have not: it would never be done to them.
        if ((await new Migrator(database, files, clock).Waiting(cancel)).FirstOrDefault() is { } waiting)
            throw new BackupRefused($"Migration {waiting.Number} ({waiting.Name}) waits for this database: back up with the program that served it last, or start this one first.");
        var part = file + ".part";
        try
        {
            Manifest manifest;
            await using (var stream = OwnerOnly.Write(part, FileMode.Create, FileOptions.Asynchronous))
            {
                await using (var zip = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel)) manifest = await Fill(zip, version, files, cancel);
                await stream.FlushAsync(cancel);
                stream.Flush(flushToDisk: true);
            }
            File.Move(part, file, overwrite: true);
            return new(manifest.Tables.Count, manifest.Tables.Sum(t => t.Rows), manifest.Blobs.Count, manifest.Blobs.Bytes, new FileInfo(file).Length);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    private async Task<Manifest> Fill(ZipArchive zip, string version, IReadOnlyList<Migration> files, CancellationToken cancel)
    {
        var tables = new List<TableInFile>();
        await using (var connection = Open())
        {
            await connection.OpenAsync(cancel);
            await using var moment = Begin(connection);
            using var line = new ProgressLine("rows");
            foreach (var shape in TableShapes.Of(db)) tables.Add(await Table(zip, connection, moment, shape, line, tables.Sum(t => t.Rows), cancel));
        }
        var kept = await Blobs(zip, cancel);
        var migrations = files.Select(m => new MigrationInFile(m.Number, m.Name)).ToList();
        var manifest = new Manifest(BackupFile.Format, Instant.Now(clock).ToString(), version, database.Provider.ToString().ToLowerInvariant(), migrations, tables, kept);
        await using var entry = await zip.CreateEntry(BackupFile.ManifestName).OpenAsync(cancel);
        await JsonSerializer.SerializeAsync(entry, manifest, BackupFile.Json, cancel);
        return manifest;
    }

    private DbConnection Open() => database.Provider == Provider.Sqlite ? new SqliteConnection(database.ConnectionString) : new NpgsqlConnection(database.ConnectionString);

    // SQLite: deferred, so that it never holds the write lock; the first read fixes the moment. PostgreSQL: repeatable read does.
    private static DbTransaction Begin(DbConnection connection) =>
        connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: true) : connection.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);

    private static async Task<TableInFile> Table(ZipArchive zip, DbConnection connection, DbTransaction moment, TableShape shape, ProgressLine progress, long before, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = moment;
        command.CommandTimeout = 0;
        command.CommandText = $"select {Names(shape.Columns.Select(c => c.Name))} from \"{shape.Name}\" order by {Names(shape.Key)}";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await using var entry = await zip.CreateEntry(BackupFile.TableEntry(shape.Name), CompressionLevel.Fastest).OpenAsync(cancel);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = BackupFile.Json.Encoder, SkipValidation = true });
        long rows = 0;
        while (await reader.ReadAsync(cancel))
        {
            json.Reset(buffer);
            Row(json, reader, shape.Columns);
            json.Flush();
            buffer.Write("\n"u8);
            if (++rows % 1000 == 0) progress.Report(before + rows);
            if (buffer.WrittenCount < 1 << 16) continue;
            await Drain(buffer, entry, hash, cancel);
        }
        await Drain(buffer, entry, hash, cancel);
        progress.Report(before + rows);
        return new(shape.Name, shape.Columns, rows, BackupFile.Hex(hash));
    }

    private static async Task Drain(ArrayBufferWriter<byte> buffer, Stream entry, IncrementalHash hash, CancellationToken cancel)
    {
        hash.AppendData(buffer.WrittenSpan);
        await entry.WriteAsync(buffer.WrittenMemory, cancel);
        buffer.ResetWrittenCount();
    }

    private static void Row(Utf8JsonWriter json, DbDataReader reader, IReadOnlyList<ColumnShape> columns)
    {
        json.WriteStartArray();
        for (var i = 0; i < columns.Count; i++)
        {
            if (reader.IsDBNull(i)) { json.WriteNullValue(); continue; }
            switch (columns[i].Kind)
            {
                case ColumnKind.Integer: json.WriteNumberValue(Convert.ToInt64(reader.GetValue(i))); break;
                case ColumnKind.Number: json.WriteNumberValue(reader.GetDouble(i)); break;
                case ColumnKind.Boolean: json.WriteBooleanValue(reader.GetBoolean(i)); break;
                case ColumnKind.Bytes: json.WriteBase64StringValue(reader.GetFieldValue<byte[]>(i)); break;
                default: json.WriteStringValue(reader.GetString(i)); break;
            }
        }
        json.WriteEndArray();
    }

    private async Task<BlobsInFile> Blobs(ZipArchive zip, CancellationToken cancel)
    {
        using var line = new ProgressLine("files");
        var list = new MemoryStream();
        long count = 0, bytes = 0;
        var early = new HashSet<string>();
        await foreach (var key in Keys(Picture.Withheld, cancel)) if (await Copy(key)) early.Add(key);
        await foreach (var key in Keys("", cancel)) if (!early.Contains(key)) await Copy(key);
        await using var entry = await zip.CreateEntry(BackupFile.BlobListName, CompressionLevel.Fastest).OpenAsync(cancel);
        await entry.WriteAsync(list.GetBuffer().AsMemory(0, (int)list.Length), cancel);
        return new(count, bytes, Convert.ToHexStringLower(SHA256.HashData(list.GetBuffer().AsSpan(0, (int)list.Length))));

        async Task<bool> Copy(string key)
        {
            if (await Blob(zip, key, cancel) is not { } kept) return false;
            list.Write(JsonSerializer.SerializeToUtf8Bytes(kept, BackupFile.Json));
            list.Write("\n"u8);
            bytes += kept.Bytes;
            line.Report(++count);
            return true;
        }
    }

    private async IAsyncEnumerable<string> Keys(string under, [EnumeratorCancellation] CancellationToken cancel)
    {
        string? after = null;
        do
        {
            var page = await blobs.List(under, after, 1000, cancel);
            foreach (var key in page.Keys) yield return key;
            after = page.Next;
        }
        while (after is not null);
    }

    private async Task<BlobInFile?> Blob(ZipArchive zip, string key, CancellationToken cancel)
    {
        await using var blob = await blobs.Get(key, cancel: cancel);
        if (blob is null) return null; // swept meanwhile
        // Pictures are compressed already.
        await using var entry = await zip.CreateEntry(BackupFile.BlobFolder + key, CompressionLevel.NoCompression).OpenAsync(cancel);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        long bytes = 0;
        for (int n; (n = await blob.Content.ReadAsync(buffer, cancel)) > 0; bytes += n)
        {
            hash.AppendData(buffer, 0, n);
            await entry.WriteAsync(buffer.AsMemory(0, n), cancel);
        }
        return new(key, bytes, BackupFile.Hex(hash));
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(n => $"\"{n}\""));
}
