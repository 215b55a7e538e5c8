using Kaki.Learning.Judge;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Judge;

public class ListMetricsTests
{
    [Fact]
    public void Coverage_is_the_share_of_the_catalogue_in_any_list()
    {
        ListMetrics.Coverage<int>([[1, 2], [2, 3]], 6).ShouldBe(0.5);
        ListMetrics.Coverage<int>([], 6).ShouldBe(0);
        // more than there are: the lists hold what is no longer in the catalogue
        ListMetrics.Coverage<int>([[1, 2, 3]], 2).ShouldBe(1);
        Should.Throw<ArgumentOutOfRangeException>(() => ListMetrics.Coverage<int>([], 0));
    }

    [Fact]
    public void Novelty_is_bits_of_surprise()
    {
        // known to a half: 1 bit; to a quarter: 2
        ListMetrics.Novelty([1, 2], i => i == 1 ? 50 : 25, 100).ShouldBe(1.5, 1e-12);
        ListMetrics.Novelty([1], _ => 0, 1024).ShouldBe(10, 1e-12);
        ListMetrics.Novelty([1], _ => 5000, 1024).ShouldBe(0);
        ListMetrics.Novelty<int>([], _ => 1, 10).ShouldBe(0);
        ListMetrics.Novelty([1], _ => 1, 1).ShouldBe(0);
        Should.Throw<ArgumentOutOfRangeException>(() => ListMetrics.Novelty([1], _ => 1, 0));
    }

    [Fact]
    public void Diversity_is_the_mean_distance_of_pairs()
    {
        // 1, 3 and 2
        ListMetrics.IntraListDiversity([0.0, 1.0, 3.0], (a, b) => Math.Abs(a - b)).ShouldBe(2, 1e-12);
        ListMetrics.IntraListDiversity([1.0], (a, b) => 1).ShouldBe(0);
        ListMetrics.IntraListDiversity([2.0, 2.0], (a, b) => Math.Abs(a - b)).ShouldBe(0);
    }

    [Fact]
    public void Gini_is_none_for_equal_shares_and_near_one_for_one_holder()
    {
        ListMetrics.Gini([1, 1, 1, 1]).ShouldBe(0, 1e-12);
        ListMetrics.Gini([0, 0, 0, 4]).ShouldBe(0.75, 1e-12);
        // half the mean absolute difference of all pairs (with themselves) over the mean: 20/16 / (2 · 2.5)
        ListMetrics.Gini([4, 2, 1, 3]).ShouldBe(0.25, 1e-12);
        ListMetrics.Gini([0, 0]).ShouldBe(0);
        ListMetrics.Gini([7]).ShouldBe(0, 1e-12);
        ListMetrics.Gini([]).ShouldBe(0);
        Should.Throw<ArgumentException>(() => ListMetrics.Gini([1, -1]));
        Should.Throw<ArgumentException>(() => ListMetrics.Gini([1, double.NaN]));
        Should.Throw<ArgumentException>(() => ListMetrics.Gini([1, double.PositiveInfinity]));
    }
}
