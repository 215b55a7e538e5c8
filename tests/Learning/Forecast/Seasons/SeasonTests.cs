using Kaki.Learning.Forecast.Seasons;
using Kaki.Learning.Forecast.Smoothing;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Forecast.Seasons;

public class SeasonTests
{
    static double[] Hours(int length)
    {
        var chance = new Random(9);
        return [.. Enumerable.Range(0, length).Select(t => 200 + 50 * Math.Sin(2 * Math.PI * t / 24) + (t / 24 % 7 >= 5 ? -60 : 0) + 4 * chance.NextDouble())];
    }

    [Fact]
    public void A_season_is_seen_and_chance_is_not()
    {
        var chance = new Random(1);
        SeasonTest.Repeats(Hours(240), 24).ShouldBeTrue();
        SeasonTest.Repeats([.. Enumerable.Range(0, 120).Select(_ => chance.NextDouble())], 12).ShouldBeFalse();
        SeasonTest.Repeats(Hours(60), 24).ShouldBeFalse();
        SeasonTest.Repeats(new double[100], 12).ShouldBeFalse();
    }

    [Fact]
    public void Classical_indices_are_those_the_series_was_made_of()
    {
        double[] indices = [0.8, 1.1, 0.9, 1.2];
        var pattern = ClassicalSeason.Of([.. Enumerable.Range(0, 24).Select(t => 100 * indices[t % 4])], 4, multiplicative: true);
        for (var i = 0; i < 4; i++) pattern.Indices[i].ShouldBe(indices[i], 1e-9);
        pattern.After(22)[0].ShouldBe(0.9, 1e-9);
    }

    [Fact]
    public void Doubtful_indices_are_drawn_towards_none_and_sure_ones_stay()
    {
        var chance = new Random(8);
        double[] noise = [.. Enumerable.Range(0, 48).Select(_ => 100 + 20 * (chance.NextDouble() - 0.5))];
        double Size(ClassicalSeason s) => s.Indices.Max(i => Math.Abs(i - 1));
        var doubtful = ClassicalSeason.Of(noise, 12, true);
        Size(doubtful.Shrunk(noise)).ShouldBeLessThan(0.6 * Size(doubtful));
        double[] sure = [.. noise.Select((y, t) => y * (1 + 0.5 * Math.Sin(Math.PI * t / 6)))];
        var strong = ClassicalSeason.Of(sure, 12, true);
        Size(strong.Shrunk(sure)).ShouldBeGreaterThan(0.95 * Size(strong));
    }

    [Fact]
    public void The_parts_add_up()
    {
        var hours = Hours(200);
        var parts = Stl.Decompose(hours, 24);
        for (var t = 0; t < hours.Length; t++) (parts.Trend[t] + parts.Season[t] + parts.Remainder[t]).ShouldBe(hours[t], 1e-9);
        Should.Throw<ArgumentException>(() => Stl.Decompose(hours.AsSpan(0, 40), 24));
    }

    [Fact]
    public void Hours_show_a_day_and_a_week_and_both_come_again()
    {
        var hours = Hours(24 * 7 * 5);
        SeasonFinder.Find(hours.AsSpan(0, 24 * 28), 24).ShouldBe([24, 168]);
        var mean = new Deseasonalised(Ets.Selected).Fit(hours.AsSpan(0, 24 * 28), 24).Forecast(24 * 7).Mean;
        var error = Enumerable.Range(0, 168).Average(h => Math.Abs(mean[h] - hours[24 * 28 + h]));
        error.ShouldBeLessThan(5);
    }
}
