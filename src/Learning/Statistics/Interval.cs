namespace Kaki.Learning.Statistics;

/// <summary>A figure and where its true value lies with a stated confidence.</summary>
/// <param name="Estimate">The figure.</param>
/// <param name="Low">Lower end; may be −∞.</param>
/// <param name="High">Upper end; may be +∞.</param>
public readonly record struct Interval(double Estimate, double Low, double High)
{
    /// <summary>Zero lies outside: for a difference, there is one.</summary>
    public bool ExcludesZero => Low > 0 || High < 0;

    /// <summary>Both ends included.</summary>
    public bool Covers(double value) => value >= Low && value <= High;
}
