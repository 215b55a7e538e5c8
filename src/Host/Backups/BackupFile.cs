using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kaki.Host.Backups;

/// <summary>
/// A backup is a zip: <c>tables/NAME.jsonl</c> with a row an array a line in key order, <c>blobs.jsonl</c> with every blob's size and hash,
/// <c>blobs/KEY</c>, and at the very end <c>manifest.json</c>, so that a torn file has none. Values are written by kind, not by database:
/// what came from one provider goes into the other.
/// </summary>
internal static class BackupFile
{
    public const int Format = 1;
    public const string ManifestName = "manifest.json", BlobListName = "blobs.jsonl", BlobFolder = "blobs/";

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string TableEntry(string table) => $"tables/{table}.jsonl";

    public static string Hex(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset());
}

internal enum ColumnKind { Integer, Number, Boolean, Text, Bytes }

internal sealed record ColumnShape(string Name, ColumnKind Kind);

/// <summary>A table in a backup; the manifest lists them so that what a table points to comes before it.</summary>
internal sealed record TableInFile(string Name, IReadOnlyList<ColumnShape> Columns, long Rows, string Sha256);

internal sealed record MigrationInFile(int Number, string Name);

internal sealed record BlobInFile(string Key, long Bytes, string Sha256);

internal sealed record BlobsInFile(long Count, long Bytes, string Sha256);

internal sealed record Manifest(int Format, string Made, string Version, string Source, IReadOnlyList<MigrationInFile> Migrations, IReadOnlyList<TableInFile> Tables, BlobsInFile Blobs);

/// <summary>The file or the target is not what a backup or restore needs; nothing was changed.</summary>
internal sealed class BackupRefused(string words) : Exception(words);
