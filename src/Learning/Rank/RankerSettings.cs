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

    const int FewestBits = 4, MostBits = 25;

    /// <exception cref="ArgumentException">One is out of range.</exception>
    internal void Check()
    {
        if (Bits is < FewestBits or > MostBits) throw new ArgumentException($"{FewestBits} to {MostBits} bits.");
        var fits = Rate > 0 && FactorRate > 0 && FactorStart > 0 && Shrink is >= 0 and < 1 && CalibrationMemory >= 1;
        if (!fits || !float.IsFinite(Rate + FactorRate + FactorStart)) throw new ArgumentException("Rates and the start are finite and above zero, the share shrunk from 0 to below 1, the memory one example or more.");
    }

    internal void Write(BinaryWriter to)
    {
        to.Write(Bits);
        to.Write(Interactions);
        to.Write(Rate);
        to.Write(FactorRate);
        to.Write(FactorStart);
        to.Write(Shrink);
        to.Write(CalibrationMemory);
        to.Write(Seed);
    }

    internal static RankerSettings Read(BinaryReader from) => new()
    {
        Bits = from.ReadInt32() is >= FewestBits and <= MostBits and var bits ? bits : throw new EndOfStreamException(),
        Interactions = from.ReadBoolean(), Rate = from.ReadSingle(), FactorRate = from.ReadSingle(),
        FactorStart = from.ReadSingle(), Shrink = from.ReadSingle(), CalibrationMemory = from.ReadDouble(), Seed = from.ReadInt32(),
    };
}
