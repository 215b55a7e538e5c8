using Kaki.Learning.Explore;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Explore;

/// <summary>What policies that look at a context must do besides: a checkerboard, where each context has an arm of its own.</summary>
public abstract class ContextualContract : BanditContract
{
    protected abstract IBandit Make(int arms, int dimensions);
    protected abstract double Mean(IBandit bandit, int arm, double[] context);
    protected override IBandit Make(int arms) => Make(arms, 2);

    [Fact]
    public void Each_context_finds_its_own_arm()
    {
        var (bandit, chance, right) = (Make(2), new Random(6), 0);
        for (var round = 0; round < 800; round++)
        {
            var context = Context(bandit, round % 2);
            var arm = bandit.Choose(context, chance);
            bandit.Learn(arm, context, arm == round % 2 ? 1 : 0);
            if (round >= 700 && arm == round % 2) right++;
        }
        right.ShouldBeGreaterThan(95);
    }

    [Fact]
    public void The_expectation_is_the_ridge_regression()
    {
        // x = (1,2) pays 3, x = (1,0) pays 1, λ = 1: A = [3 2; 2 5], b = (4, 6), θ = (8, 10)/11
        var bandit = Make(1, 2);
        bandit.Learn(0, [1, 2], 3);
        bandit.Learn(0, [1, 0], 1);
        Mean(bandit, 0, [1, 0]).ShouldBe(8 / 11.0, 1e-12);
        Mean(bandit, 0, [0, 1]).ShouldBe(10 / 11.0, 1e-12);
    }

    [Fact]
    public void Ten_thousand_lessons_leave_the_inverse_true()
    {
        var (bandit, chance) = (Make(1, 8), new Random(4));
        double[] truth = [0.5, -1, 2, 0, 0.25, -0.5, 1, 3];
        for (var i = 0; i < 10_000; i++)
        {
            var x = Enumerable.Range(0, 8).Select(_ => chance.NextDouble() - 0.5).ToArray();
            bandit.Learn(0, x, x.Zip(truth, (a, b) => a * b).Sum());
        }
        for (var i = 0; i < 8; i++) Mean(bandit, 0, Enumerable.Range(0, 8).Select(j => j == i ? 1.0 : 0).ToArray()).ShouldBe(truth[i], 0.01);
    }
}
