using Kaki.Learning.Rerank;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Rerank;

public class MarginalRelevanceTests : RerankerContract
{
    protected override IReranker Make() => new MarginalRelevance(0.5f);

    [Fact]
    public void The_gain_is_that_worked_by_hand()
    {
        // after the first (1,0): (0,1) is like it by 1/2, (-1,0) by none, (1,1)/√2 by (1 + .7071)/2 = .854
        // λ = ½: .45 − .25 = .20;  .15 − 0 = .15;  .60 − .427 = .17
        var slate = new Slate([2, .9f, .3f, 1.2f], [1, 0, 0, 1, -1, 0, 1, 1], 2);
        new MarginalRelevance(0.5f).Pick(slate, 4)[..2].ShouldBe([0, 1]);
        new MarginalRelevance(1).Pick(slate, 4).ShouldBe([0, 3, 1, 2]);
        Should.Throw<ArgumentOutOfRangeException>(() => new MarginalRelevance(1.1f));
    }
}
