namespace Kaki.Learning.Statistics;

/// <summary>Draws from the laws that models need, out of a seeded source.</summary>
public static class Chance
{
    /// <summary>Normal, mean 0 and variance 1.</summary>
    /// <remarks>G. E. P. Box, M. E. Muller (1958). Two uniform numbers each, so a seed gives the same draws however they are asked for.</remarks>
    public static double NextNormal(this Random chance) =>
        Math.Sqrt(-2 * Math.Log(1 - chance.NextDouble())) * Math.Cos(2 * Math.PI * chance.NextDouble());

    /// <summary>Gamma with this shape and scale 1.</summary>
    /// <remarks>G. Marsaglia, W. W. Tsang, TOMS 26 (2000); below shape 1 by their boost <c>Γ(a) = Γ(a + 1) · U^(1/a)</c>.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The shape is not above zero.</exception>
    public static double NextGamma(this Random chance, double shape)
    {
        if (!(shape > 0) || !double.IsFinite(shape)) throw new ArgumentOutOfRangeException(nameof(shape), shape, "A shape is above zero.");
        if (shape < 1) return chance.NextGamma(shape + 1) * Math.Pow(1 - chance.NextDouble(), 1 / shape);
        var d = shape - 1.0 / 3;
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = chance.NextNormal();
            var v = 1 + c * x;
            if (v <= 0) continue;
            v = v * v * v;
            if (Math.Log(1 - chance.NextDouble()) < 0.5 * x * x + d * (1 - v + Math.Log(v))) return d * v;
        }
    }

    /// <summary>Beta: between 0 and 1, mean <c>a / (a + b)</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not above zero.</exception>
    public static double NextBeta(this Random chance, double a, double b)
    {
        var (x, y) = (chance.NextGamma(a), chance.NextGamma(b));
        // both can fall below the smallest number when a and b are tiny
        return x + y > 0 ? x / (x + y) : chance.NextDouble() < a / (a + b) ? 1 : 0;
    }
}
