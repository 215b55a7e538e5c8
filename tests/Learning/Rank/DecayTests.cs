using Kaki.Learning.Rank;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Rank;

public class DecayTests
{
    static readonly TimeSpan day = TimeSpan.FromDays(1);
    static readonly DateTimeOffset noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Heat_halves_in_a_half_life()
    {
        Decay.Heat(8, day, day).ShouldBe(4, 1e-12);
        Decay.Heat(8, 3 * day, day).ShouldBe(1, 1e-12);
        Decay.Heat(8, -day, day).ShouldBe(8);
        Decay.Warm(8, day, day, 2).ShouldBe(6, 1e-12);
    }

    [Fact]
    public void Keys_order_as_heats_at_any_later_moment()
    {
        var random = new Random(7);
        var things = Enumerable.Range(0, 50).Select(_ => (Heat: random.NextDouble() * 100, At: noon.AddHours(random.Next(500)))).ToArray();
        var later = noon.AddDays(90);
        things.OrderBy(t => Decay.Key(t.Heat, t.At, day)).ShouldBe(things.OrderBy(t => Decay.Heat(t.Heat, later - t.At, day)));
        Decay.Key(0, noon, day).ShouldBe(double.NegativeInfinity);
    }

    [Fact]
    public void Gravity_pulls_old_points_down()
    {
        Decay.Gravity(9, TimeSpan.Zero).ShouldBe(8 / Math.Pow(2, 1.8), 1e-12);
        Decay.Gravity(100, day).ShouldBeLessThan(Decay.Gravity(20, TimeSpan.FromHours(1)));
        Decay.Gravity(0, day).ShouldBe(0);
    }

    [Theory]
    [InlineData(1, 1, 0.2065)]
    [InlineData(3, 3, 0.4385)]
    [InlineData(50, 100, 0.4038)]
    [InlineData(950, 1000, 0.9347)]
    [InlineData(0, 10, 0)]
    [InlineData(0, 0, 0)]
    public void Few_votes_are_trusted_little(long good, long counted, double bound) =>
        Decay.WilsonLowerBound(good, counted).ShouldBe(bound, 1e-4);

    [Fact]
    public void Bad_input_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Decay.Heat(1, day, TimeSpan.Zero));
        Should.Throw<ArgumentOutOfRangeException>(() => Decay.Heat(double.NaN, day, day));
        Should.Throw<ArgumentOutOfRangeException>(() => Decay.WilsonLowerBound(2, 1));
    }
}
