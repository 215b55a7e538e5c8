using Kaki.Learning.Forecast;
using Kaki.Learning.Forecast.Calendar;
using Kaki.Learning.Forecast.Smoothing;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Forecast.Calendar;

public class CalendarTests
{
    [Theory]
    [InlineData(2020, "2020-01-25")]
    [InlineData(2023, "2023-01-22")]
    [InlineData(2024, "2024-02-10")]
    [InlineData(2026, "2026-02-17")]
    [InlineData(2033, "2033-01-31")]
    public void The_lunar_year_begins_when_it_begins(int year, string day) => LunarNewYear.Of(year).ToString("yyyy-MM-dd").ShouldBe(day);

    [Fact]
    public void A_holidays_window_reaches_over_the_turn_of_the_year()
    {
        var eve = Holiday.Fixed("New Year", 1, 1, 3, 2);
        eve.Offset(new(2025, 12, 30)).ShouldBe(-2);
        eve.Offset(new(2026, 1, 3)).ShouldBe(2);
        eve.Offset(new(2026, 1, 4)).ShouldBeNull();
    }

    [Fact]
    public void The_spring_festival_is_foretold_where_it_moves_to()
    {
        var first = new DateOnly(2021, 1, 1);
        var days = new DateOnly(2024, 3, 31).DayNumber - first.DayNumber + 1;
        var known = new KnownFuture(days).With(Holiday.SpringFestival, first);
        var sales = Enumerable.Range(0, days).Select(t => Sales(first.AddDays(t))).ToArray();
        var history = new DateOnly(2024, 1, 20).DayNumber - first.DayNumber;

        var mean = Regression.Fit(sales.AsSpan(0, history), 7, known, Ets.Selected).Forecast(60).Mean;

        for (var h = 0; h < 60; h++) mean[h].ShouldBe(sales[history + h], 6);

        static double Sales(DateOnly day) => 100 + (day.DayOfWeek == DayOfWeek.Saturday ? 30 : 0)
            + Holiday.SpringFestival.Offset(day) switch { null => 0, < -7 => 40, < 0 => 80, < 7 => -70, _ => -20 };
    }

    [Fact]
    public void A_promotion_known_beforehand_raises_its_days_and_a_what_if_without_it_does_not()
    {
        var chance = new Random(6);
        double[] promotion = [.. Enumerable.Range(0, 140).Select(t => t % 17 < 3 ? 1.0 : 0)];
        double[] sales = [.. Enumerable.Range(0, 120).Select(t => 50 * (promotion[t] > 0 ? 1.6 : 1) + 3 * chance.NextDouble())];
        var fit = Regression.Fit(sales, 1, new KnownFuture(140).With("promotion", promotion), Ets.Selected, factors: true);
        Math.Exp(fit.Effects[0]).ShouldBe(1.6, 0.05);
        var mean = fit.Forecast(20).Mean;
        for (var h = 0; h < 20; h++) mean[h].ShouldBe(promotion[120 + h] > 0 ? 82 : 51.5, 4);

        double[] without = [.. promotion.Take(120), .. new double[20]];
        Regression.Fit(sales, 1, new KnownFuture(140).With("promotion", without), Ets.Selected, factors: true).Forecast(20).Mean.ShouldAllBe(m => m < 56);
    }

    [Fact]
    public void A_long_season_can_be_carried_by_waves()
    {
        double[] y = [.. Enumerable.Range(0, 900).Select(t => 100 + 20 * Math.Sin(2 * Math.PI * t / 365.25))];
        var mean = Regression.Fit(y.AsSpan(0, 800), 1, new KnownFuture(900).WithWaves(365.25, 2), Ets.Selected).Forecast(100).Mean;
        for (var h = 0; h < 100; h++) mean[h].ShouldBe(y[800 + h], 2);
    }

    [Fact]
    public void What_is_not_known_far_enough_is_refused()
    {
        Should.Throw<ArgumentException>(() => new KnownFuture(10).With("price", [1, 2]));
        Should.Throw<ArgumentException>(() => new KnownFuture(2).With("price", [1, double.NaN]));
        Should.Throw<ArgumentException>(() => Regression.Fit([1, 2, 3], 1, new(2), new SeasonalNaive()));
        Should.Throw<ArgumentOutOfRangeException>(() => Regression.Fit([1, 2, 3], 1, new(5), new SeasonalNaive()).Forecast(3));
    }

    [Fact]
    public void A_column_that_never_moved_has_no_effect() =>
        Regression.Fit([1, 2, 3, 4, 5, 6, 7, 8], 1, new KnownFuture(10).With("never", new double[10]), Ets.Selected).Effects[0].ShouldBe(0);

    [Fact]
    public void A_day_that_a_year_has_not_is_no_holiday_of_that_year()
    {
        var leap = Holiday.Fixed("leap day", 2, 29, 1, 1);
        leap.Offset(new(2024, 2, 28)).ShouldBe(-1);
        leap.Offset(new(2023, 2, 28)).ShouldBeNull();
        leap.Offset(DateOnly.MinValue).ShouldBeNull();
        leap.Offset(DateOnly.MaxValue).ShouldBeNull();
        Should.Throw<ArgumentOutOfRangeException>(() => Holiday.Fixed("none", 2, 30, 1, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => Holiday.Fixed("none", 13, 1, 1, 1));
    }

    [Fact]
    public void The_spring_festival_ends_where_its_tables_do()
    {
        Holiday.SpringFestival.Offset(LunarNewYear.Of(1901)).ShouldBe(0);
        Holiday.SpringFestival.Offset(new(1901, 1, 1)).ShouldBeNull();
        Holiday.SpringFestival.Offset(LunarNewYear.Of(2100).AddDays(3)).ShouldBe(3);
        Holiday.SpringFestival.Offset(new(2100, 12, 31)).ShouldBeNull();
        Holiday.SpringFestival.Offset(new(2200, 2, 1)).ShouldBeNull();
        new KnownFuture(10).With(Holiday.SpringFestival, new(1800, 1, 1)).Names.ShouldBeEmpty();
    }

    [Fact]
    public void A_saved_regression_foretells_the_same()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("kaki-regression").FullName, "some.model");
        double[] price = [.. Enumerable.Range(0, 40).Select(t => t % 5 == 0 ? 1.0 : 2)];
        double[] sales = [.. Enumerable.Range(0, 30).Select(t => 20 / price[t] + t % 3)];
        foreach (var factors in (bool[])[false, true])
        {
            var fit = Regression.Fit(sales, 1, new KnownFuture(40).With("price", price), Ets.Selected, factors);
            fit.Save(path);
            var loaded = Regression.Load(path);
            loaded.Effects.ShouldBe(fit.Effects);
            loaded.Forecast(10).Mean.ShouldBe(fit.Forecast(10).Mean);
            loaded.Forecast(10).Interval(9, 0.9).ShouldBe(fit.Forecast(10).Interval(9, 0.9));
        }
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^3]);
        Should.Throw<Kaki.Learning.Models.ModelFileException>(() => Regression.Load(path));
    }
}
