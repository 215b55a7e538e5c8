namespace Kaki.Kernel.Care;

/// <summary>
/// Something that must always hold in a floor's tables. <c>kaki doctor</c> asks each; <c>--fix</c> lets those put right
/// what can be made anew from other rows. What cannot (money, stock) is only told.
/// </summary>
public interface IInvariant
{
    /// <summary>Names the words <c>invariant.{name}</c> and, what to do about it, <c>invariant.{name}.fix</c>.</summary>
    string Name { get; }

    Task<InvariantResult> Check(bool fix, CancellationToken cancel);
}

/// <param name="Checked">How many rows were looked at.</param>
/// <param name="Broken">How many did not hold, before anything was put right.</param>
/// <param name="Fixed">All of them hold now.</param>
/// <param name="Examples">A few of the broken, by id.</param>
public sealed record InvariantResult(long Checked, long Broken, bool Fixed, IReadOnlyList<string> Examples)
{
    public const int MostExamples = 5;
}
