using Kaki.Learning.Explore;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Explore;

public class BetaThompsonTests : BanditContract
{
    protected override IBandit Make(int arms) => new BetaThompson(arms);
    protected override IBandit Load(byte[] file) => BetaThompson.Load(file);
    protected override IBandit Load(string path) => BetaThompson.Load(path);

    [Fact]
    public void The_expected_rate_is_that_of_the_counts()
    {
        var bandit = new BetaThompson(2, paid: 1, missed: 3);
        bandit.Mean(0).ShouldBe(0.25);
        bandit.Learn(0, [], 1);
        bandit.Learn(0, [], 0.5);
        // 2.5 of 6
        bandit.Mean(0).ShouldBe(2.5 / 6, 1e-12);
        bandit.Mean(1).ShouldBe(0.25);
        Should.Throw<ArgumentOutOfRangeException>(() => bandit.Learn(0, [], 1.5));
    }

    [Fact]
    public void An_arm_is_as_probable_as_its_rate_is_the_higher()
    {
        var bandit = new BetaThompson(2);
        bandit.Learn(0, [], 1);
        // P(Beta(2,1) > Beta(1,1)) = 2/3
        bandit.Probabilities([], 40_000, new Random(5))[0].ShouldBe(2 / 3.0, 0.01);
    }

    [Fact]
    public void An_arm_that_turned_good_is_found_again_when_the_past_fades()
    {
        var bandit = new BetaThompson(2);
        for (var i = 0; i < 1000; i++)
        {
            bandit.Learn(0, [], 1);
            bandit.Learn(1, [], 0);
        }
        bandit.Probabilities([], 500, new Random(1))[1].ShouldBe(0);
        bandit.Fade(0);
        bandit.Mean(1).ShouldBe(0.5);
        Should.Throw<ArgumentOutOfRangeException>(() => bandit.Fade(1.1));
    }
}
