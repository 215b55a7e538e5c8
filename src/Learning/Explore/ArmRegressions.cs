using System.Numerics.Tensors;
using Kaki.Learning.Models;

namespace Kaki.Learning.Explore;

/// <summary>A ridge regression of reward on context for each arm by itself, kept up to date in O(d²) an answer.</summary>
/// <remarks>
/// <c>A = λI + Σ x xᵀ</c>, <c>b = Σ r x</c>, <c>θ = A⁻¹ b</c>; the inverse is kept and moved by J. Sherman and W. J. Morrison's
/// formula (1950). Memory: arms · (d² + 2d) doubles.
/// </remarks>
sealed class ArmRegressions
{
    readonly double[] inverses, sums, weights;

    public ArmRegressions(int arms, int dimensions, double ridge)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(arms, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        if (!(ridge > 0) || !double.IsFinite(ridge)) throw new ArgumentOutOfRangeException(nameof(ridge), ridge, "Above zero.");
        (Arms, Dimensions) = (arms, dimensions);
        inverses = new double[arms * dimensions * dimensions];
        sums = new double[arms * dimensions];
        weights = new double[arms * dimensions];
        for (var arm = 0; arm < arms; arm++)
            for (var i = 0; i < dimensions; i++) inverses[(arm * dimensions + i) * dimensions + i] = 1 / ridge;
    }

    ArmRegressions(int arms, int dimensions, double[] inverses, double[] sums, double[] weights) =>
        (Arms, Dimensions, this.inverses, this.sums, this.weights) = (arms, dimensions, inverses, sums, weights);

    public int Arms { get; }
    public int Dimensions { get; }

    /// <summary>What the arm is expected to pay here, and how unsure that is: <c>√(xᵀ A⁻¹ x)</c>.</summary>
    public (double Mean, double Width) At(int arm, ReadOnlySpan<double> context)
    {
        var variance = 0.0;
        for (var i = 0; i < Dimensions; i++) variance += context[i] * TensorPrimitives.Dot(Row(arm, i), context);
        return (TensorPrimitives.Dot(weights.AsSpan(arm * Dimensions, Dimensions), context), Math.Sqrt(Math.Max(0, variance)));
    }

    public void Learn(int arm, ReadOnlySpan<double> context, double reward)
    {
        Contexts.Arm(arm, Arms);
        Contexts.Check(context, Dimensions);
        if (!double.IsFinite(reward)) throw new ArgumentOutOfRangeException(nameof(reward), reward, "A reward is a finite number.");
        Span<double> moved = Dimensions <= 256 ? stackalloc double[Dimensions] : new double[Dimensions];
        for (var i = 0; i < Dimensions; i++) moved[i] = TensorPrimitives.Dot(Row(arm, i), context);
        var scale = 1 / (1 + TensorPrimitives.Dot(moved, context));
        var sum = sums.AsSpan(arm * Dimensions, Dimensions);
        TensorPrimitives.MultiplyAdd(context, reward, sum, sum);
        for (var i = 0; i < Dimensions; i++)
        {
            TensorPrimitives.MultiplyAdd(moved, -scale * moved[i], Row(arm, i), Row(arm, i));
            weights[arm * Dimensions + i] = TensorPrimitives.Dot(Row(arm, i), sum);
        }
    }

    Span<double> Row(int arm, int i) => inverses.AsSpan((arm * Dimensions + i) * Dimensions, Dimensions);

    public void Write(BinaryWriter body)
    {
        body.Write(Arms);
        body.Write(Dimensions);
        body.WriteAll<double>(inverses);
        body.WriteAll<double>(sums);
        body.WriteAll<double>(weights);
    }

    public static ArmRegressions Read(BinaryReader body)
    {
        var (arms, dimensions) = (body.ReadInt32(), body.ReadInt32());
        var (inverses, sums, weights) = (body.ReadAll<double>(), body.ReadAll<double>(), body.ReadAll<double>());
        var fits = arms > 0 && dimensions > 0 && inverses.Length == (long)arms * dimensions * dimensions && sums.Length == (long)arms * dimensions && weights.Length == sums.Length;
        return fits ? new(arms, dimensions, inverses, sums, weights) : throw new EndOfStreamException();
    }
}
