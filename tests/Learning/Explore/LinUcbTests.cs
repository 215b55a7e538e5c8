using Kaki.Learning.Explore;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Explore;

public class LinUcbTests : ContextualContract
{
    protected override IBandit Make(int arms, int dimensions) => new LinUcb(arms, dimensions);
    protected override IBandit Load(byte[] file) => LinUcb.Load(file);
    protected override IBandit Load(string path) => LinUcb.Load(path);
    protected override double Mean(IBandit bandit, int arm, double[] context) => ((LinUcb)bandit).Mean(arm, context);

    [Fact]
    public void The_bound_is_the_mean_and_alpha_times_the_doubt()
    {
        // A = [3 2; 2 5], A⁻¹ = [5 −2; −2 3]/11: x = (1,0) has doubt √(5/11)
        var bandit = new LinUcb(1, 2, alpha: 2);
        bandit.Learn(0, [1, 2], 3);
        bandit.Learn(0, [1, 0], 1);
        var score = new double[1];
        bandit.Score([1, 0], new Random(1), score);
        score[0].ShouldBe(8 / 11.0 + 2 * Math.Sqrt(5 / 11.0), 1e-12);
    }
}
