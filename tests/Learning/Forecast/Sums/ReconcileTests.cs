using Kaki.Learning.Forecast.Sums;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Forecast.Sums;

public class ReconcileTests
{
    // two goods in one category, one in another; the shop
    static readonly Hierarchy shop = new(3, [[0, 1], [2], [0, 1, 2]]);
    static readonly double[] forecasts = [10, 20, 30, 33, 29, 70];

    static void ShouldAddUp(double[] all)
    {
        all[3].ShouldBe(all[0] + all[1], 1e-9);
        all[4].ShouldBe(all[2], 1e-9);
        all[5].ShouldBe(all[0] + all[1] + all[2], 1e-9);
    }

    [Fact]
    public void Every_way_adds_up()
    {
        ShouldAddUp(Reconcile.BottomUp(shop, forecasts));
        ShouldAddUp(Reconcile.TopDown(shop, forecasts));
        ShouldAddUp(Reconcile.LeastSquares(shop, forecasts));
        ShouldAddUp(Reconcile.Weighted(shop, forecasts, [1, 2, 3, 4, 5, 6]));
    }

    [Fact]
    public void What_adds_up_already_stays()
    {
        var coherent = shop.Aggregate([1, 2, 3]);
        Reconcile.LeastSquares(shop, coherent).ShouldBe(coherent);
        Reconcile.Weighted(shop, coherent, [1, 2, 3, 4, 5, 6]).ShouldBe(coherent);
    }

    [Fact]
    public void The_sure_forecast_is_changed_least()
    {
        // one good, its only sum: worked by hand, the variances share the difference of 4
        var pair = new Hierarchy(1, [[0]]);
        Reconcile.Weighted(pair, [10, 14], [1, 3])[0].ShouldBe(11, 1e-12);
        Reconcile.LeastSquares(pair, [10, 14])[0].ShouldBe(12, 1e-12);
    }

    [Fact]
    public void From_the_top_the_whole_stays_and_shares_are_kept()
    {
        var all = Reconcile.TopDown(shop, forecasts);
        all[5].ShouldBe(70, 1e-9);
        (all[1] / all[0]).ShouldBe(2, 1e-9);
        Reconcile.TopDown(shop, [0, 0, 0, 0, 0, 9])[2].ShouldBe(3, 1e-9);
    }

    [Fact]
    public void What_is_no_hierarchy_or_no_number_is_refused()
    {
        Should.Throw<ArgumentException>(() => new Hierarchy(2, [[]]));
        Should.Throw<ArgumentException>(() => new Hierarchy(2, [[0, 2]]));
        Should.Throw<ArgumentException>(() => Reconcile.BottomUp(shop, [1, 2]));
        Should.Throw<ArgumentException>(() => Reconcile.Weighted(shop, forecasts, [0, 1, 1, 1, 1, 1]));
        Should.Throw<ArgumentException>(() => Reconcile.LeastSquares(shop, [1, 2, 3, 4, 5, double.NaN]));
    }
}
