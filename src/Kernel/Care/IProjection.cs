namespace Kaki.Kernel.Care;

/// <summary>Rows made from other rows (a search index, day counters) that can be made anew from nothing: <c>kaki rebuild</c>, and after a restore.</summary>
public interface IProjection
{
    string Name { get; }

    Task Rebuild(IProgress<long> done, CancellationToken cancel);
}
