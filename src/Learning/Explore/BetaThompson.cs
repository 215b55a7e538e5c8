using Kaki.Learning.Models;
using Kaki.Learning.Statistics;

namespace Kaki.Learning.Explore;

/// <summary>
/// Thompson sampling for arms that pay or do not: each has a Beta law over its rate, one rate is drawn of each, the highest wins.
/// Looks at no context. Two numbers an arm.
/// </summary>
/// <remarks>W. R. Thompson, Biometrika 25 (1933); O. Chapelle, L. Li, NIPS 2011.</remarks>
public sealed class BetaThompson : IBandit
{
    const string Kind = "explore.beta-thompson";

    readonly double[] paid, missed;
    readonly double priorPaid, priorMissed;

    /// <param name="arms">How many.</param>
    /// <param name="paid">What each is supposed to have paid before anything was seen; above zero.</param>
    /// <param name="missed">And missed: 1 and 1 is to know nothing, 1 and 99 to expect one in a hundred.</param>
    public BetaThompson(int arms, double paid = 1, double missed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(arms, 1);
        if (!(paid > 0) || !double.IsFinite(paid)) throw new ArgumentOutOfRangeException(nameof(paid), paid, "Above zero.");
        if (!(missed > 0) || !double.IsFinite(missed)) throw new ArgumentOutOfRangeException(nameof(missed), missed, "Above zero.");
        (priorPaid, priorMissed) = (paid, missed);
        this.paid = Enumerable.Repeat(paid, arms).ToArray();
        this.missed = Enumerable.Repeat(missed, arms).ToArray();
    }

    BetaThompson(double priorPaid, double priorMissed, double[] paid, double[] missed) =>
        (this.priorPaid, this.priorMissed, this.paid, this.missed) = (priorPaid, priorMissed, paid, missed);

    public int Arms => paid.Length;
    public int Dimensions => 0;

    /// <summary>The rate expected of an arm.</summary>
    public double Mean(int arm) => paid[arm] / (paid[arm] + missed[arm]);

    public void Score(ReadOnlySpan<double> context, Random chance, Span<double> scores)
    {
        ArgumentNullException.ThrowIfNull(chance);
        Contexts.Check(context, Dimensions);
        Contexts.Room(scores, Arms);
        for (var arm = 0; arm < scores.Length; arm++) scores[arm] = chance.NextBeta(paid[arm], missed[arm]);
    }

    /// <summary>Takes in what an arm paid: 0 to 1, a part counts as that part of a payment.</summary>
    public void Learn(int arm, ReadOnlySpan<double> context, double reward)
    {
        Contexts.Arm(arm, Arms);
        Contexts.Check(context, Dimensions);
        if (reward is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(reward), reward, "Between 0 and 1.");
        paid[arm] += reward;
        missed[arm] += 1 - reward;
    }

    /// <summary>Lets this share of what was seen stand and forgets the rest, so that arms whose worth changes are tried again.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not between 0 and 1.</exception>
    public void Fade(double keep)
    {
        if (keep is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(keep), keep, "Between 0 and 1.");
        for (var arm = 0; arm < Arms; arm++)
        {
            paid[arm] = priorPaid + keep * (paid[arm] - priorPaid);
            missed[arm] = priorMissed + keep * (missed[arm] - priorMissed);
        }
    }

    /// <summary>Writes what was learnt.</summary>
    public void Save(Stream to) => ModelFile.Save(to, Kind, 1, Write);

    /// <summary>Writes it to <paramref name="path"/>, whole or not at all, in the place of what lies there.</summary>
    public void Save(string path) => ModelFile.Save(path, Kind, 1, Write);

    void Write(BinaryWriter body)
    {
        body.Write(priorPaid);
        body.Write(priorMissed);
        body.WriteAll<double>(paid);
        body.WriteAll<double>(missed);
    }

    /// <summary>Reads it back.</summary>
    /// <exception cref="ModelFileException">The bytes are not such a model.</exception>
    public static BetaThompson Load(byte[] file) => ModelFile.Load(file, Kind, 1, Read);

    /// <summary>Reads it back.</summary>
    /// <exception cref="ModelFileException">The file is not such a model.</exception>
    public static BetaThompson Load(string path) => ModelFile.Load(path, Kind, 1, Read);

    static BetaThompson Read(BinaryReader body, int _)
    {
        var model = new BetaThompson(body.ReadDouble(), body.ReadDouble(), body.ReadAll<double>(), body.ReadAll<double>());
        return model.paid.Length > 0 && model.paid.Length == model.missed.Length ? model : throw new EndOfStreamException();
    }
}
