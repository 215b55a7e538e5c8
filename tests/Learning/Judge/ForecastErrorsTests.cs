using Kaki.Learning.Judge;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Judge;

public class ForecastErrorsTests
{
    [Fact]
    public void Errors_give_hand_worked_figures()
    {
        // 200·10/190 and 0
        ForecastErrors.Smape([100, 50], [90, 50]).ShouldBe(200 * 10 / 190.0 / 2, 1e-12);
        ForecastErrors.Smape([0], [0]).ShouldBe(0);
        ForecastErrors.Smape([0], [5]).ShouldBe(200);
        ForecastErrors.Mae([1, 5], [2, 2]).ShouldBe(2);
        ForecastErrors.Rmse([1, 5], [2, 2]).ShouldBe(Math.Sqrt(5), 1e-12);
        ForecastErrors.Pinball(10, 8, 0.9).ShouldBe(1.8, 1e-12);
        ForecastErrors.Pinball(8, 10, 0.9).ShouldBe(0.2, 1e-12);
    }

    [Fact]
    public void Scales_are_of_the_history_alone()
    {
        ForecastErrors.AbsoluteScale([1, 2, 4, 7], 1).ShouldBe(2);
        ForecastErrors.AbsoluteScale([1, 2, 4, 7], 2).ShouldBe(4);
        // before the first sale there is nothing to be wrong about
        ForecastErrors.SquaredScale([0, 0, 2, 4, 2]).ShouldBe(2);
        ForecastErrors.AbsoluteScale([3, 3, 3], 1).ShouldBe(double.NaN);
        ForecastErrors.SquaredScale([0, 0]).ShouldBe(double.NaN);
        ForecastErrors.AbsoluteScale([5, 6], 12).ShouldBe(1);
    }

    [Fact]
    public void Lists_that_do_not_fit_are_refused()
    {
        Should.Throw<ArgumentException>(() => ForecastErrors.Smape([1], [1, 2]));
        Should.Throw<ArgumentException>(() => ForecastErrors.Mae([], []));
    }
}
