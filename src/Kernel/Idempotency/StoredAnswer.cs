using Kaki.Kernel.Data;

namespace Kaki.Kernel.Idempotency;

/// <summary>A request that came with an Idempotency-Key, and what it was answered.</summary>
internal sealed class StoredAnswer
{
    /// <summary>SHA-256 of who asked and their key.</summary>
    public required string Id { get; init; }

    /// <summary>SHA-256 of method, path and body: the same key with another request is refused.</summary>
    public required string RequestHash { get; init; }

    /// <summary>The process that works on it, until <see cref="Until"/>; empty when answered.</summary>
    public string Holder { get; set; } = "";
    public Instant Until { get; set; }
    public int Status { get; set; }
    public string Headers { get; set; } = "";
    public byte[] Body { get; set; } = [];
    public Instant At { get; init; }
}

/// <summary>A key as one request claimed it. Whoever took it over claimed it until later: then it is not this request's any more.</summary>
internal sealed record OnceKey(string Id, Instant Until)
{
    public IQueryable<StoredAnswer> In(AppDb db) => db.Set<StoredAnswer>().Where(s => s.Id == Id && s.Until == Until);
}
