using Kaki.Learning.Models;
using Kaki.Learning.Statistics;

namespace Kaki.Learning.Explore;

/// <summary>Thompson sampling where reward is linear in the context: each arm's weights have a normal law, one set is drawn of each, the best in this context wins.</summary>
/// <remarks>
/// S. Agrawal, N. Goyal, ICML 2013, with a model for each arm: <c>θ ~ N(A⁻¹b, v²A⁻¹)</c>. Only <c>θᵀx</c> decides, and that is normal with
/// mean <c>xᵀA⁻¹b</c> and variance <c>v² xᵀA⁻¹x</c>, so one number is drawn an arm instead of d. O(arms · d²) a choice, O(d²) a lesson.
/// </remarks>
public sealed class GaussianThompson : IBandit
{
    const string Kind = "explore.gaussian-thompson";

    readonly ArmRegressions regressions;
    readonly double spread;

    /// <param name="arms">How many.</param>
    /// <param name="dimensions">Numbers in a context.</param>
    /// <param name="spread">v: the standard deviation of a reward around its mean; 0 never explores.</param>
    /// <param name="ridge">λ: answers' worth of doubt in the belief that no context matters.</param>
    public GaussianThompson(int arms, int dimensions, double spread = 0.5, double ridge = 1) : this(new ArmRegressions(arms, dimensions, ridge), spread)
    {
    }

    GaussianThompson(ArmRegressions regressions, double spread)
    {
        if (!(spread >= 0) || !double.IsFinite(spread)) throw new ArgumentOutOfRangeException(nameof(spread), spread, "Zero or more.");
        (this.regressions, this.spread) = (regressions, spread);
    }

    public int Arms => regressions.Arms;
    public int Dimensions => regressions.Dimensions;

    /// <summary>What the arm is expected to pay here.</summary>
    public double Mean(int arm, ReadOnlySpan<double> context) => regressions.At(arm, context).Mean;

    public void Score(ReadOnlySpan<double> context, Random chance, Span<double> scores)
    {
        ArgumentNullException.ThrowIfNull(chance);
        Contexts.Check(context, Dimensions);
        Contexts.Room(scores, Arms);
        for (var arm = 0; arm < Arms; arm++)
        {
            var (mean, width) = regressions.At(arm, context);
            scores[arm] = mean + spread * width * chance.NextNormal();
        }
    }

    public void Learn(int arm, ReadOnlySpan<double> context, double reward) => regressions.Learn(arm, context, reward);

    /// <summary>Writes what was learnt.</summary>
    public void Save(Stream to) => ModelFile.Save(to, Kind, 1, Write);

    /// <summary>Writes it to <paramref name="path"/>, whole or not at all, in the place of what lies there.</summary>
    public void Save(string path) => ModelFile.Save(path, Kind, 1, Write);

    void Write(BinaryWriter body)
    {
        body.Write(spread);
        regressions.Write(body);
    }

    /// <summary>Reads it back.</summary>
    /// <exception cref="ModelFileException">The bytes are not such a model.</exception>
    public static GaussianThompson Load(byte[] file) => ModelFile.Load(file, Kind, 1, Read);

    /// <summary>Reads it back.</summary>
    /// <exception cref="ModelFileException">The file is not such a model.</exception>
    public static GaussianThompson Load(string path) => ModelFile.Load(path, Kind, 1, Read);

    static GaussianThompson Read(BinaryReader body, int _)
    {
        var spread = body.ReadDouble();
        return new GaussianThompson(ArmRegressions.Read(body), spread);
    }
}
