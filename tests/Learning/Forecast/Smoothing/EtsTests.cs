using Kaki.Learning.Forecast.Smoothing;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Forecast.Smoothing;

public class EtsTests
{
    static double[] Noisy(int length, Func<int, double> value, double noise)
    {
        var chance = new Random(17);
        return [.. Enumerable.Range(0, length).Select(t => value(t) + noise * (chance.NextDouble() - 0.5))];
    }

    [Fact]
    public void Selection_sees_what_there_is()
    {
        Ets.Selected.Fit(Noisy(80, _ => 100, 20), 1).Name.ShouldContain(",N,N)");
        Ets.Selected.Fit(Noisy(80, t => 100 + 3 * t, 10), 1).Name.ShouldContain(",A");
        Ets.Selected.Fit(Noisy(96, t => 100 + 20 * Math.Sin(Math.PI * t / 6), 5), 12).Name.ShouldNotContain(",N)");
        Ets.Selected.Fit(Noisy(96, t => (50 + 3 * t) * (1 + 0.4 * Math.Sin(Math.PI * t / 6)), 4), 12).Name.ShouldEndWith("M)");
    }

    [Fact]
    public void A_damped_trend_fades()
    {
        var mean = Ets.Of(EtsForm.DampedHolt).Fit(Noisy(40, t => 10 + 5 * t, 4), 1).Forecast(40).Mean;
        (mean[39] - mean[38]).ShouldBeLessThan(mean[1] - mean[0]);
    }

    [Fact]
    public void Errors_grow_with_the_root_of_the_steps_when_the_level_takes_all_up()
    {
        var chance = new Random(2);
        var walk = new double[400];
        for (var t = 1; t < walk.Length; t++) walk[t] = walk[t - 1] + chance.NextDouble() - 0.5;
        var deviation = Ets.Of(EtsForm.Simple).Fit(walk, 1).Forecast(16).Deviation;
        (deviation[15] / deviation[0]).ShouldBe(4, 0.5);
        deviation[0].ShouldBe(Math.Sqrt(1 / 12.0), 0.03);
    }

    [Fact]
    public void Multiplicative_parts_give_way_to_additive_ones_where_values_are_not_above_zero() =>
        Ets.Of(EtsForm.HoltWintersMultiplicative).Fit(Noisy(48, t => 10 * Math.Sin(Math.PI * t / 6), 1), 12).Name.ShouldBe("ETS(A,A,A)");

    [Fact]
    public void Only_sensible_forms_are_looked_at()
    {
        EtsForm.Sensible(seasonal: true, positive: true).Count().ShouldBe(15);
        EtsForm.Sensible(seasonal: false, positive: false).Count().ShouldBe(3);
        EtsForm.Sensible(true, true).ShouldNotContain(f => f.Error == Part.Additive && f.Season == Part.Multiplicative);
        Should.Throw<ArgumentException>(() => Ets.Of(new(Part.Additive, Part.None, true, Part.None)));
    }
}
