using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Kaki.Host.Backups;

/// <summary>Reads a backup from end to end and compares every table and blob with its hash, before anything is written anywhere.</summary>
internal static class CheckBackup
{
    /// <exception cref="BackupRefused">The file is torn, altered, or of a newer program.</exception>
    public static async Task<(Manifest Manifest, IReadOnlyList<BlobInFile> Blobs)> Run(string file, IProgress<long> done, CancellationToken cancel)
    {
        if (!File.Exists(file)) throw new BackupRefused($"There is no file {file}.");
        try
        {
            await using var zip = await ZipFile.OpenReadAsync(file, cancel);
            var manifest = await ReadManifest(zip, cancel);
            long steps = 0;
            foreach (var table in manifest.Tables)
            {
                var (hash, rows, _) = await Sum(Entry(zip, BackupFile.TableEntry(table.Name)), cancel);
                if (hash != table.Sha256 || rows != table.Rows) throw Altered(table.Name);
                done.Report(++steps);
            }
            var blobs = await ReadBlobList(zip, manifest, cancel);
            foreach (var blob in blobs)
            {
                var (hash, _, bytes) = await Sum(Entry(zip, BackupFile.BlobFolder + blob.Key), cancel);
                if (hash != blob.Sha256 || bytes != blob.Bytes) throw Altered(blob.Key);
                done.Report(++steps);
            }
            return (manifest, blobs);
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or EndOfStreamException)
        {
            throw new BackupRefused($"{file} is torn or no backup: {e.Message} Nothing was changed.");
        }
    }

    private static async Task<Manifest> ReadManifest(ZipArchive zip, CancellationToken cancel)
    {
        await using var stream = await Entry(zip, BackupFile.ManifestName).OpenAsync(cancel);
        var manifest = await JsonSerializer.DeserializeAsync<Manifest>(stream, BackupFile.Json, cancel) ?? throw new InvalidDataException("The manifest is empty.");
        return manifest.Format <= BackupFile.Format ? manifest : throw new BackupRefused($"This backup has format {manifest.Format}, this program reads up to {BackupFile.Format}: use the newer program.");
    }

    private static async Task<IReadOnlyList<BlobInFile>> ReadBlobList(ZipArchive zip, Manifest manifest, CancellationToken cancel)
    {
        using var memory = new MemoryStream();
        await using (var stream = await Entry(zip, BackupFile.BlobListName).OpenAsync(cancel)) await stream.CopyToAsync(memory, cancel);
        if (Convert.ToHexStringLower(SHA256.HashData(memory.ToArray())) != manifest.Blobs.Sha256) throw Altered(BackupFile.BlobListName);
        memory.Position = 0;
        using var lines = new StreamReader(memory);
        var blobs = new List<BlobInFile>();
        while (await lines.ReadLineAsync(cancel) is { } line) blobs.Add(JsonSerializer.Deserialize<BlobInFile>(line, BackupFile.Json)!);
        return blobs;
    }

    private static async Task<(string Hash, long Lines, long Bytes)> Sum(ZipArchiveEntry entry, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var stream = await entry.OpenAsync(cancel);
        var buffer = new byte[1 << 16];
        long lines = 0, bytes = 0;
        for (int n; (n = await stream.ReadAsync(buffer, cancel)) > 0; bytes += n)
        {
            hash.AppendData(buffer, 0, n);
            lines += buffer.AsSpan(0, n).Count((byte)'\n');
        }
        return (BackupFile.Hex(hash), lines, bytes);
    }

    private static ZipArchiveEntry Entry(ZipArchive zip, string name) => zip.GetEntry(name) ?? throw new InvalidDataException($"{name} is missing.");

    private static BackupRefused Altered(string what) => new($"{what} in the backup is not what was written: the file is damaged. Nothing was changed.");
}
