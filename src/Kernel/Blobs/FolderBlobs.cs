namespace Kaki.Kernel.Blobs;

/// <summary>
/// Blobs as files under one folder, spread over 256 folders per area: <c>area/3f/…/name</c>.
/// Written beside, forced to the disk, then renamed, so that nobody ever reads half a file.
/// </summary>
internal sealed class FolderBlobs : IBlobs
{
    private readonly string root;
    private readonly string arriving;

    public FolderBlobs(string folder)
    {
        root = Path.GetFullPath(folder);
        arriving = Path.Combine(root, ".arriving");
    }

    public async Task Put(string key, Stream content, string contentType, CancellationToken cancel = default)
    {
        var path = PathOf(BlobKey.Checked(key));
        OwnerOnly.Folder(arriving);
        var temporary = Path.Combine(arriving, Path.GetRandomFileName());
        try
        {
            await using (var file = OwnerOnly.Write(temporary, FileMode.CreateNew, FileOptions.Asynchronous))
            {
                await content.CopyToAsync(file, cancel);
                file.Flush(flushToDisk: true);
            }
            MoveInto(temporary, path);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    public Task<Blob?> Get(string key, long from = 0, long? count = null, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfNegative(count ?? 0, nameof(count));
        FileStream file;
        try
        {
            // No buffer of its own: whoever reads has one.
            file = new FileStream(PathOf(BlobKey.Checked(key)), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Blob?>(null);
        }
        var total = file.Length;
        var length = Math.Min(count ?? long.MaxValue, Math.Max(0, total - from));
        if (from > 0) file.Position = Math.Min(from, total);
        return Task.FromResult<Blob?>(new Blob(from + length == total ? file : new Slice(file, length), length, total));
    }

    public Task<bool> Exists(string key, CancellationToken cancel = default) => Task.FromResult(File.Exists(PathOf(BlobKey.Checked(key))));

    public Task Delete(string key, CancellationToken cancel = default)
    {
        var path = PathOf(BlobKey.Checked(key));
        try
        {
            File.Delete(path);
            Directory.Delete(Path.GetDirectoryName(path)!); // only when it became empty
        }
        catch (IOException)
        {
            // The folder holds more, or is gone already.
        }
        return Task.CompletedTask;
    }

    public Task<BlobPage> List(string prefix, string? after = null, int limit = 1000, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var keys = Walk(BlobKey.CheckedPrefix(prefix), after is null ? null : BlobKey.Checked(after)).Take(limit + 1).ToList();
        if (keys.Count <= limit) return Task.FromResult(new BlobPage(keys, null));
        keys.RemoveAt(limit);
        return Task.FromResult(new BlobPage(keys, keys[^1]));
    }

    /// <summary>Removes what a killed process left half-written.</summary>
    public void Tidy(DateTimeOffset before)
    {
        if (!Directory.Exists(arriving)) return;
        foreach (var file in Directory.EnumerateFiles(arriving))
            if (File.GetLastWriteTimeUtc(file) < before.UtcDateTime) File.Delete(file);
    }

    // Order: area, shard, key.
    private IEnumerable<string> Walk(string prefix, string? after)
    {
        var (afterArea, afterShard) = after is null ? ("", "") : (AreaOf(after), BlobKey.Shard(after));
        foreach (var area in Names(root).Where(a => (a + "/").StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(a + "/", StringComparison.Ordinal)))
        {
            var place = string.CompareOrdinal(area, afterArea);
            if (place < 0) continue;
            foreach (var shard in Names(Path.Combine(root, area)))
            {
                var here = place > 0 ? 1 : string.CompareOrdinal(shard, afterShard);
                if (here < 0) continue;
                foreach (var key in Keys(area, shard))
                    if (key.StartsWith(prefix, StringComparison.Ordinal) && (here > 0 || string.CompareOrdinal(key, after) > 0)) yield return key;
            }
        }
    }

    private static IEnumerable<string> Names(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Select(d => Path.GetFileName(d)).Where(n => n[0] != '.').Order(StringComparer.Ordinal) : [];

    private IEnumerable<string> Keys(string area, string shard)
    {
        var folder = Path.Combine(root, area, shard);
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(f => $"{area}/{Path.GetRelativePath(folder, f).Replace('\\', '/')}").Order(StringComparer.Ordinal);
    }

    private string PathOf(string key) => Path.Join(root, AreaOf(key), BlobKey.Shard(key), key[(key.IndexOf('/') + 1)..]);

    private static string AreaOf(string key) => key[..key.IndexOf('/')];

    private static void MoveInto(string temporary, string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                OwnerOnly.Folder(folder);
                File.Move(temporary, path, overwrite: true);
                FolderSync.Force(folder);
                return;
            }
            catch (IOException) when (attempt < 50 && File.Exists(temporary))
            {
                // A delete just took the folder that had become empty, before the move or while it was being made.
            }
        }
    }
}
