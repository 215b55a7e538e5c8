using Kaki.Learning.Forecast.ThetaLines;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Forecast.ThetaLines;

public class ThetaTests
{
    [Fact]
    public void The_standard_method_rises_by_half_the_slope_of_the_line()
    {
        var chance = new Random(4);
        double[] y = [.. Enumerable.Range(1, 60).Select(t => 20 + 4.0 * t + 30 * (chance.NextDouble() - 0.5))];
        var mean = Theta.Standard.Fit(y, 1).Forecast(30).Mean;
        (mean[29] - mean[28]).ShouldBe(ThetaLine.Through(y).B / 2, 0.05);
    }

    [Fact]
    public void Two_or_three_values_go_on_among_themselves()
    {
        foreach (var theta in (Theta[])[Theta.Standard, Theta.Optimised, Theta.Dynamic, Theta.DynamicOptimised])
            foreach (var history in (double[][])[[101.4, 101], [101.4, 101, 101.2]])
                theta.Fit(history, 1).Forecast(3).Mean.ShouldAllBe(m => m > 100.9 && m < 101.5);
    }

    [Fact]
    public void The_line_is_that_of_least_squares()
    {
        var line = ThetaLine.Through([1, 3, 2, 6]);
        line.B.ShouldBe(1.4, 1e-12);
        line.A.ShouldBe(-0.5, 1e-12);
    }
}
