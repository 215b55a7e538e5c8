using System.IO.Compression;
using System.Text.Json;

namespace Kaki.Host.Backups;

/// <summary>The rows of a table in a backup, one after the other.</summary>
internal static class RowLines
{
    public static async IAsyncEnumerable<JsonElement[]> Of(ZipArchive zip, TableInFile table, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await using var stream = await zip.GetEntry(BackupFile.TableEntry(table.Name))!.OpenAsync(cancel);
        using var lines = new StreamReader(stream);
        while (await lines.ReadLineAsync(cancel) is { } line)
        {
            var row = JsonSerializer.Deserialize<JsonElement[]>(line)!;
            if (row.Length != table.Columns.Count) throw new InvalidDataException($"A row of {table.Name} has {row.Length} values for {table.Columns.Count} columns.");
            yield return row;
        }
    }
}
