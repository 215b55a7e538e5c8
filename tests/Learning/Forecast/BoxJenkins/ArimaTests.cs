using Kaki.Learning.Forecast.BoxJenkins;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Forecast.BoxJenkins;

public class ArimaTests
{
    static double[] Process(int length, double ar, double ma, double level = 0)
    {
        var chance = new Random(23);
        var (y, before) = (new double[length], 0.0);
        for (var t = 0; t < length; t++)
        {
            var e = Enumerable.Range(0, 12).Sum(_ => chance.NextDouble()) - 6;
            y[t] = level + (t > 0 ? ar * (y[t - 1] - level) : 0) + e + ma * before;
            before = e;
        }
        return y;
    }

    [Fact]
    public void Coefficients_of_a_known_process_are_found()
    {
        var fit = new ArmaFit(Process(2000, 0.7, 0.4, 50), new(1, 0, 1, Constant: true), 1);
        fit.Run();
        fit.Ar[0].ShouldBe(0.7, 0.05);
        // written as 1 − Σ
        fit.Ma[0].ShouldBe(-0.4, 0.06);
        fit.Mean.ShouldBe(50, 0.5);
        Math.Sqrt(fit.SumOfSquares / 2000).ShouldBe(1, 0.05);
    }

    [Fact]
    public void An_autoregression_falls_back_to_its_mean()
    {
        var mean = Arima.Of(new(1, 0, 0, Constant: true)).Fit(Process(500, 0.8, 0, 20), 1).Forecast(60).Mean;
        mean[59].ShouldBe(20, 0.6);
    }

    [Fact]
    public void Differences_are_as_many_as_the_series_asks_for()
    {
        Differences.Ordinary(Process(300, 0.3, 0)).ShouldBe(0);
        Differences.Ordinary(Process(300, 1, 0)).ShouldBe(1);
        Differences.Kpss([1, 1, 1]).ShouldBe(0);
    }

    [Fact]
    public void A_strong_season_is_differenced()
    {
        var noise = Process(120, 0, 0);
        Arima.Selected.Fit([.. noise.Select((e, t) => 100 + 20 * Math.Sin(Math.PI * t / 6) + e)], 12).Name.ShouldContain(",1,");
    }

    [Fact]
    public void Roots_inside_the_unit_circle_are_seen()
    {
        Polynomial.IsStable([0.5]).ShouldBeTrue();
        Polynomial.IsStable([1.01]).ShouldBeFalse();
        Polynomial.IsStable([0.5, 0.6]).ShouldBeFalse();
        Polynomial.IsStable([1.2, -0.5]).ShouldBeTrue();
    }

    [Fact]
    public void Polynomials_multiply() // (1 − .5B)(1 − .2B²) = 1 − .5B − .2B² + .1B³
    {
        var product = Polynomial.Times([0.5], [0.2], 2);
        product[0].ShouldBe(0.5, 1e-12);
        product[1].ShouldBe(0.2, 1e-12);
        product[2].ShouldBe(-0.1, 1e-12);
    }

    [Fact]
    public void Orders_that_make_no_sense_are_refused() => Should.Throw<ArgumentOutOfRangeException>(() => Arima.Of(new(1, 3, 0)));

    [Fact]
    public void Three_values_go_on_around_their_mean() =>
        Arima.Selected.Fit([101.4, 101, 101.2], 1).Forecast(2).Mean.ShouldAllBe(m => Math.Abs(m - 101.2) < 0.5);
}
