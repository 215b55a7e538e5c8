using FsCheck;
using FsCheck.Fluent;
using Kaki.Learning.Statistics;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Statistics;

public class RunningMomentsTests
{
    static RunningMoments Of(IEnumerable<double> numbers) => numbers.Aggregate(new RunningMoments(), (m, x) => m.With(x));

    [Fact]
    public void Hand_worked_numbers_come_out()
    {
        var m = Of([2, 4, 4, 4, 5, 5, 7, 9]);
        m.Mean.ShouldBe(5, 1e-12);
        m.Variance.ShouldBe(4, 1e-12);
        m.SampleVariance.ShouldBe(32.0 / 7, 1e-12);
    }

    [Fact]
    public void A_large_offset_does_not_drown_the_variance() => Of([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]).SampleVariance.ShouldBe(30, 1e-6);

    [Fact]
    public void Two_halves_join_to_the_whole() => Prop.ForAll<int[], int[]>((a, b) =>
    {
        var whole = Of(a.Concat(b).Select(x => (double)x));
        var joined = Of(a.Select(x => (double)x)).Join(Of(b.Select(x => (double)x)));
        joined.Count.ShouldBe(whole.Count);
        joined.Mean.ShouldBe(whole.Mean, 1e-6);
        joined.Variance.ShouldBe(whole.Variance, 1e-6 * (1 + whole.Variance));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Few_numbers_are_defined_and_no_number_is_refused()
    {
        new RunningMoments().Variance.ShouldBe(0);
        Of([3]).StandardDeviation.ShouldBe(0);
        Should.Throw<ArgumentOutOfRangeException>(() => Of([double.NaN]));
        Should.Throw<ArgumentOutOfRangeException>(() => Of([double.PositiveInfinity]));
    }
}
