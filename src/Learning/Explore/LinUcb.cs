using Kaki.Learning.Models;

namespace Kaki.Learning.Explore;

/// <summary>
/// The optimist: plays the arm whose expected reward in this context, plus <c>alpha</c> times how unsure it is, is highest.
/// Draws nothing, so its choices cannot be weighed by propensity afterwards; take <see cref="GaussianThompson"/> where they must be.
/// </summary>
/// <remarks>
/// LinUCB with disjoint models: L. Li, W. Chu, J. Langford, R. E. Schapire, WWW 2010, algorithm 1. O(arms · d²) a choice, O(d²) a lesson.
/// </remarks>
public sealed class LinUcb : IBandit
{
    const string Kind = "explore.linucb";

    readonly ArmRegressions regressions;
    readonly double alpha;

    /// <param name="arms">How many.</param>
    /// <param name="dimensions">Numbers in a context.</param>
    /// <param name="alpha">How far doubt is trusted; 0 never explores.</param>
    /// <param name="ridge">λ: answers' worth of doubt in the belief that no context matters.</param>
    public LinUcb(int arms, int dimensions, double alpha = 1, double ridge = 1) : this(new ArmRegressions(arms, dimensions, ridge), alpha)
    {
    }

    LinUcb(ArmRegressions regressions, double alpha)
    {
        if (!(alpha >= 0) || !double.IsFinite(alpha)) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Zero or more.");
        (this.regressions, this.alpha) = (regressions, alpha);
    }

    public int Arms => regressions.Arms;
    public int Dimensions => regressions.Dimensions;

    /// <summary>What the arm is expected to pay here.</summary>
    public double Mean(int arm, ReadOnlySpan<double> context) => regressions.At(arm, context).Mean;

    public void Score(ReadOnlySpan<double> context, Random chance, Span<double> scores)
    {
        Contexts.Check(context, Dimensions);
        Contexts.Room(scores, Arms);
        for (var arm = 0; arm < Arms; arm++)
        {
            var (mean, width) = regressions.At(arm, context);
            scores[arm] = mean + alpha * width;
        }
    }

    public void Learn(int arm, ReadOnlySpan<double> context, double reward) => regressions.Learn(arm, context, reward);

    /// <summary>Writes what was learnt.</summary>
    public void Save(Stream to) => ModelFile.Save(to, Kind, 1, Write);

    /// <summary>Writes it to <paramref name="path"/>, whole or not at all, in the place of what lies there.</summary>
    public void Save(string path) => ModelFile.Save(path, Kind, 1, Write);

    void Write(BinaryWriter body)
    {
        body.Write(alpha);
        regressions.Write(body);
    }

    /// <summary>Reads it back.</summary>
    /// <exception cref="ModelFileException">The bytes are not such a model.</exception>
    public static LinUcb Load(byte[] file) => ModelFile.Load(file, Kind, 1, Read);

    /// <summary>Reads it back.</summary>
    /// <exception cref="ModelFileException">The file is not such a model.</exception>
    public static LinUcb Load(string path) => ModelFile.Load(path, Kind, 1, Read);

    static LinUcb Read(BinaryReader body, int _)
    {
        var alpha = body.ReadDouble();
        return new LinUcb(ArmRegressions.Read(body), alpha);
    }
}
