namespace Kaki.Kernel.Http;

/// <param name="Path">From the root of the site.</param>
/// <param name="Picture">The path of the picture that stands for it.</param>
public readonly record struct SitemapPage(string Path, Instant? Changed = null, string? Picture = null);

/// <summary>Pages of one kind that search engines should know, in an order that stays: what is new comes last. Only what everyone may read and its owner lets be indexed.</summary>
public interface ISitemapPart
{
    /// <summary>As it stands in the address of its maps.</summary>
    string Name { get; }

    Task<int> Count(CancellationToken cancel);

    /// <summary>So many of those counted, from one on; fewer where some of them are not to be indexed after all.</summary>
    Task<IReadOnlyList<SitemapPage>> Pages(int skip, int take, CancellationToken cancel);
}
