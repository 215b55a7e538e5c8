namespace Kaki.Kernel.Http;

/// <summary>Pages a floor wants search engines to know, newest first. Only what everyone may read and its owner lets be indexed.</summary>
public interface ISitemapPart
{
    Task<IReadOnlyList<(string Path, Instant? Changed, string? Picture)>> Pages(int most, CancellationToken cancel);
}
