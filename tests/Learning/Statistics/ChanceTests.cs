using Kaki.Learning.Statistics;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Statistics;

public class ChanceTests
{
    static RunningMoments Drawn(Func<Random, double> draw)
    {
        var chance = new Random(1);
        return Enumerable.Range(0, 50_000).Aggregate(new RunningMoments(), (seen, _) => seen.With(draw(chance)));
    }

    [Fact]
    public void Normal_draws_have_mean_none_and_variance_one()
    {
        var seen = Drawn(chance => chance.NextNormal());
        seen.Mean.ShouldBe(0, 0.02);
        seen.Variance.ShouldBe(1, 0.03);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(7.5)]
    public void Gamma_draws_have_their_shape_for_mean_and_variance(double shape)
    {
        var seen = Drawn(chance => chance.NextGamma(shape));
        seen.Mean.ShouldBe(shape, 0.05 * Math.Max(1, shape));
        seen.Variance.ShouldBe(shape, 0.08 * Math.Max(1, shape));
        Should.Throw<ArgumentOutOfRangeException>(() => new Random(1).NextGamma(0));
    }

    [Fact]
    public void Beta_draws_have_the_mean_and_variance_of_their_law()
    {
        var seen = Drawn(chance => chance.NextBeta(2, 6));
        seen.Mean.ShouldBe(0.25, 0.01);
        // ab / ((a + b)² (a + b + 1))
        seen.Variance.ShouldBe(12 / (64.0 * 9), 0.001);
        Drawn(chance => chance.NextBeta(1e-300, 3e-300)).Mean.ShouldBe(0.25, 0.01);
    }
}
