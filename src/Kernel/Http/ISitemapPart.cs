namespace Kaki.Kernel.Http;

/// <summary>Pages of one kind that search engines should know, in an order that stays: what is new comes last. Only what everyone may read and its owner lets be indexed.</summary>
public interface ISitemapPart
{
    /// <summary>As it stands in the address of its maps.</summary>
    string Name { get; }

    Task<int> Count(CancellationToken cancel);

    /// <summary>So many of those counted, from one on; fewer where some of them are not to be indexed after all.</summary>
    Task<IReadOnlyList<(string Path, Instant? Changed, string? Picture)>> Pages(int skip, int take, CancellationToken cancel);
}
