namespace Kaki.Kernel.Care;

/// <summary>Rows made from other rows (a search index, day counters) that can be made anew from nothing: <c>kaki rebuild</c>, and after a restore.</summary>
public interface IProjection
{
    string Name { get; }

    /// <summary>How many of the rows were made in another way than this version of the program makes them: they want to be made anew. Cheap to ask.</summary>
    Task<long> Stale(CancellationToken cancel) => Task.FromResult(0L);

    Task Rebuild(IProgress<long> done, CancellationToken cancel);
}
