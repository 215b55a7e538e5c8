using Kaki.Learning.Explore;
using Kaki.Learning.Statistics;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Explore;

public class GaussianThompsonTests : ContextualContract
{
    protected override IBandit Make(int arms, int dimensions) => new GaussianThompson(arms, dimensions);
    protected override IBandit Load(byte[] file) => GaussianThompson.Load(file);
    protected override IBandit Load(string path) => GaussianThompson.Load(path);
    protected override double Mean(IBandit bandit, int arm, double[] context) => ((GaussianThompson)bandit).Mean(arm, context);

    [Fact]
    public void Draws_have_the_mean_and_spread_of_the_posterior()
    {
        // as for LinUcb: mean 8/11, variance v² · 5/11
        var bandit = new GaussianThompson(1, 2, spread: 2);
        bandit.Learn(0, [1, 2], 3);
        bandit.Learn(0, [1, 0], 1);
        var (chance, score, seen) = (new Random(3), new double[1], new RunningMoments());
        for (var i = 0; i < 20_000; i++)
        {
            bandit.Score([1, 0], chance, score);
            seen = seen.With(score[0]);
        }
        seen.Mean.ShouldBe(8 / 11.0, 0.04);
        seen.Variance.ShouldBe(4 * 5 / 11.0, 0.08);
    }
}
