namespace Kaki.Learning.Rank;

/// <summary>How a <see cref="Ranker"/> is made. The defaults are those measured in docs/learning/rank.md.</summary>
public sealed record RankerSettings
{
    /// <summary>The table has 2 to this many rows of 196 bytes: 18 gives 51 MB. Features that fall on one row are one feature; a table of four times the ids keeps that rare.</summary>
    public int Bits { get; init; } = 18;

    /// <summary>Whether features act on each other (a member's taste on a thing's kind), or each by itself.</summary>
    public bool Interactions { get; init; } = true;

    /// <summary>First step of the weights of single features.</summary>
    public float Rate { get; init; } = 0.03f;

    /// <summary>First step of the factors by which features act on each other.</summary>
    public float FactorRate { get; init; } = 0.05f;

    /// <summary>Size of the factors before anything is learnt.</summary>
    public float FactorStart { get; init; } = 0.02f;

    /// <summary>Share by which a weight shrinks with each step it takes.</summary>
    public float Shrink { get; init; } = 1e-6f;

    /// <summary>Examples after which a calibration has forgotten all but a third of what it saw.</summary>
    public double CalibrationMemory { get; init; } = 200_000;

    /// <summary>For the factors' start.</summary>
    public int Seed { get; init; } = 1;
}
