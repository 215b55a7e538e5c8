namespace Kaki.Kernel.Blobs;

/// <summary>
/// Files too large for a row. A key is two or more parts joined by slashes, <c>area/…/name</c>, of letters, digits, dot, dash and underscore;
/// no key may be the folder of another. A put is seen whole or not at all, replaces what was there, and outlives the process once it returned.
/// </summary>
public interface IBlobs
{
    Task Put(string key, Stream content, string contentType, CancellationToken cancel = default);

    /// <summary>The blob, or <paramref name="count"/> bytes of it beginning at <paramref name="from"/>; null when there is none. The caller disposes it.</summary>
    Task<Blob?> Get(string key, long from = 0, long? count = null, CancellationToken cancel = default);

    Task<bool> Exists(string key, CancellationToken cancel = default);

    /// <summary>Deleting what is not there is no error.</summary>
    Task Delete(string key, CancellationToken cancel = default);

    /// <summary>At most <paramref name="limit"/> keys that start with the prefix, in an order of the store's own that does not change; go on with <see cref="BlobPage.Next"/>.</summary>
    Task<BlobPage> List(string prefix, string? after = null, int limit = 1000, CancellationToken cancel = default);
}

/// <summary>An open blob: <paramref name="length"/> bytes will come, out of <paramref name="total"/>.</summary>
public sealed class Blob(Stream content, long length, long total, IDisposable? owner = null) : IAsyncDisposable
{
    public Stream Content => content;
    public long Length => length;
    public long Total => total;

    public async ValueTask DisposeAsync()
    {
        await content.DisposeAsync();
        owner?.Dispose();
    }
}

/// <param name="Next">Where to go on, or null after the last page.</param>
public sealed record BlobPage(IReadOnlyList<string> Keys, string? Next);
