using Kaki.Learning.Models;

namespace Kaki.Learning.Rank;

/// <summary>Brings an action's logits to probabilities that come true: <c>σ(a·z + b)</c>, learnt as examples come.</summary>
/// <remarks>
/// J. Platt (1999), fitted online: a Newton step an example with the Fisher information so far, which fades, so that it follows a model that still learns.
/// Starts at a = 1, b = 0 with the weight of a few examples.
/// </remarks>
sealed class Calibration
{
    const double Doubt = 5;

    double a = 1, b, zz = Doubt, z1, one = Doubt;

    public (float A, float B) Line => ((float)a, (float)b);

    /// <param name="z">The logit before this example was learnt.</param>
    /// <param name="happened">What came.</param>
    /// <param name="examined">Probability that it was looked at.</param>
    /// <param name="memory">Examples' worth that is kept.</param>
    public void Learn(double z, bool happened, double examined, double memory)
    {
        var (gradient, information) = Examination.Told(a * z + b, happened, examined);
        var keep = 1 - 1 / memory;
        zz = keep * zz + information * z * z;
        z1 = keep * z1 + information * z;
        one = keep * one + information;
        // a memory that has faded to nothing would take giant steps
        var (up, down) = (Math.Max(zz, Doubt), Math.Max(one, Doubt));
        var determinant = up * down - z1 * z1;
        if (determinant < 1e-9 * up * down) return;
        a = Math.Clamp(a - gradient * (z * down - z1) / determinant, 0.05, 20);
        b = Math.Clamp(b - gradient * (up - z * z1) / determinant, -20, 20);
    }

    public void Write(BinaryWriter body) => body.WriteAll<double>([a, b, zz, z1, one]);

    public static Calibration Read(BinaryReader body) =>
        body.ReadAll<double>() is [var a, var b, var zz, var z1, var one] ? new() { a = a, b = b, zz = zz, z1 = z1, one = one } : throw new EndOfStreamException();
}
