using Kaki.Learning.Forecast;
using Kaki.Learning.Forecast.Demand;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Forecast.Demand;

public class DemandTests
{
    [Fact]
    public void Demand_behind_stock_outs_is_restored()
    {
        var chance = new Random(12);
        double[] wanted = [.. Enumerable.Range(0, 2000).Select(_ => 100 + 10 * (Enumerable.Range(0, 12).Sum(_ => chance.NextDouble()) - 6))];
        // 105 in stock every day: what goes beyond is never sold
        double[] sold = [.. wanted.Select(w => Math.Min(w, 105))];
        var restored = CensoredDemand.Restore(sold, [.. wanted.Select(w => w > 105)]);
        sold.Average().ShouldBeLessThan(98.5);
        restored.Average().ShouldBe(100, 0.6);
        restored.Zip(sold, (r, s) => r >= s).ShouldAllBe(more => more);
    }

    [Fact]
    public void Weekdays_are_restored_each_to_their_own()
    {
        double[] sold = [.. Enumerable.Range(0, 70).Select(t => t % 7 == 6 ? 50.0 + t % 3 : 10 + t % 2)];
        var soldOut = new bool[70];
        (sold[69], soldOut[69]) = (20, true);
        CensoredDemand.Restore(sold, soldOut, 7)[69].ShouldBe(50, 3);
    }

    [Theory, InlineData(2, 5), InlineData(5, 5), InlineData(8, 8), InlineData(0, 5)]
    public void Where_days_do_not_differ_a_day_cut_short_is_one_like_them(double sold, double wanted)
    {
        double[] sales = [.. Enumerable.Repeat(5.0, 39), sold];
        var demand = CensoredDemand.Restore(sales, [.. sales.Select((_, day) => day == 39)]);
        demand.ShouldAllBe(units => double.IsFinite(units));
        demand[39].ShouldBe(wanted, wanted > 5 ? 0.5 : 1e-9);
        CensoredDemand.Restore([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0], [false, false, false, false, false, false, true])[6].ShouldBe(0.1, 1e-9);
    }

    [Fact]
    public void Nothing_but_stock_outs_tells_nothing()
    {
        Should.Throw<ArgumentException>(() => CensoredDemand.Restore([1, 2], [true, true]));
        Should.Throw<ArgumentException>(() => CensoredDemand.Restore([1, 2], [true]));
        CensoredDemand.Restore([3, 3, 3], [false, true, false]).ShouldBe([3, 3, 3]);
    }

    [Fact]
    public void The_reorder_point_covers_demand_and_lead_time()
    {
        // 10 a day ± 3, 4 days ± 1: variance 4·9 + 100·1 = 136
        var lead = LeadTimeDemand.Steady(10, 3, 4, 1);
        lead.Mean.ShouldBe(40);
        lead.Deviation.ShouldBe(Math.Sqrt(136), 1e-12);
        Replenishment.ReorderPoint(lead, 0.95).ShouldBe(40 + 1.6448536 * Math.Sqrt(136), 1e-5);
        LeadTimeDemand.Of(new([10, 10, 10, 10], [3, 3, 3, 3]), 4, 1).ShouldBe(lead);
    }

    [Fact]
    public void Orders_are_as_large_as_they_are_cheap()
    {
        Replenishment.EconomicOrder(1000, 50, 4).ShouldBe(158.113883, 1e-6);
        var (reorder, upTo) = Replenishment.OrderUpTo(new(40, 10), 0.5, 100);
        reorder.ShouldBe(40, 1e-9);
        upTo.ShouldBe(140, 1e-9);
    }

    [Fact]
    public void Stock_runs_out_on_the_day_the_forecast_uses_it_up()
    {
        var prediction = new Prediction([5, 5, 5], [0, 0, 0]);
        Replenishment.RunsOut(10, prediction).ShouldBe(1);
        Replenishment.RunsOut(16, prediction).ShouldBeNull();
        Replenishment.RunsOut(0, prediction).ShouldBe(0);
    }

    [Fact]
    public void The_newsvendors_order_costs_least()
    {
        var news = new Newsvendor(@short: 3, over: 1);
        var demand = new LeadTimeDemand(100, 20);
        news.CriticalRatio.ShouldBe(0.75);
        var best = news.Order(demand);
        best.ShouldBe(100 + 20 * 0.6744897502, 1e-6);
        foreach (var other in (double[])[best - 10, best + 10, 100]) news.ExpectedCost(other, demand).ShouldBeGreaterThan(news.ExpectedCost(best, demand));
        // at the mean: (3 + 1)·σ·φ(0)
        news.ExpectedCost(100, demand).ShouldBe(4 * 20 * 0.39894228, 1e-5);
        news.ExpectedCost(90, new(100, 0)).ShouldBe(30);
        Should.Throw<ArgumentOutOfRangeException>(() => new Newsvendor(0, 1));
    }

    [Fact]
    public void A_new_item_begins_as_similar_ones_began()
    {
        var prediction = SimilarGoods.Begin([[10, 20], [20, 40, 60], [999, 999]], [1, 1, 0], 4);
        prediction.Mean.ShouldBe([15, 30, 60, 60]);
        prediction.Deviation[0].ShouldBe(5, 1e-9);
        Should.Throw<ArgumentException>(() => SimilarGoods.Begin([], [], 3));
        Should.Throw<ArgumentException>(() => SimilarGoods.Begin([[1.0]], [0], 3));
    }
}
