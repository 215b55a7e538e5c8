using Kaki.Learning.Forecast.Demand;
using Kaki.Learning.Models;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Forecast.Demand;

public class ShopDemandTests
{
    const int Known = 210;

    // closed on the fourth day of each week, twice as busy on the sixth; every item has a rate of its own
    static double[][] Shop()
    {
        var chance = new Random(31);
        return [.. Enumerable.Range(1, 30).Select(i => Enumerable.Range(0, Known + 28)
            .Select(day => day % 7 == 3 ? 0.0 : Math.Floor(i * (day % 7 == 5 ? 2 : 1) * chance.NextDouble() * 2)).ToArray())];
    }

    static ShopDemand Learnt() => Learn([.. Shop().Select(i => i[..Known])], 28);

    static ShopDemand Learn(double[][] items, int horizon) => ShopDemand.Learn(items, horizon, cancel: TestContext.Current.CancellationToken);

    [Fact]
    public void The_week_is_learnt_from_all_items_and_the_level_from_each()
    {
        var demand = Learnt();
        for (var item = 9; item < 30; item++)
        {
            demand.Mean(item)[(3 - Known % 7 + 7) % 7].ShouldBe(0);
            (demand.Mean(item)[5] / demand.Mean(item)[6]).ShouldBe(2, 0.5);
            demand.Mean(item)[6].ShouldBe(item + 0.5, 0.3 * (item + 1));
        }
    }

    [Fact]
    public void Quantiles_hold_as_many_days_as_they_say()
    {
        var (demand, shop) = (Learnt(), Shop());
        var (inside, all) = (0, 0);
        for (var item = 0; item < shop.Length; item++)
            for (var step = 0; step < 28; step++)
            {
                if ((Known + step) % 7 == 3) continue;
                all++;
                if (shop[item][Known + step] <= demand.Quantile(item, step, 0.8)) inside++;
                demand.Quantile(item, step, 0.3).ShouldBeLessThanOrEqualTo(demand.Quantile(item, step, 0.9));
            }
        (inside / (double)all).ShouldBe(0.8, 0.06);
    }

    [Fact]
    public void An_item_that_sells_every_third_day_has_a_median_of_zero_and_keeps_its_size()
    {
        var chance = new Random(8);
        double[][] items = [.. Enumerable.Range(0, 25).Select(_ => Enumerable.Range(0, Known).Select(_ => chance.Next(3) == 0 ? 12.0 : 0).ToArray())];
        var demand = Learn(items, 14);
        for (var step = 0; step < 14; step++)
        {
            demand.Quantile(4, step, 0.5).ShouldBe(0, 0.01);
            demand.Quantile(4, step, 0.85).ShouldBe(12, 3);
        }
        Should.Throw<ArgumentOutOfRangeException>(() => demand.Quantile(4, 0, 1));
    }

    [Fact]
    public void A_bulk_order_is_no_new_level_and_rare_sales_keep_theirs()
    {
        var chance = new Random(9);
        double[][] items = [.. Enumerable.Range(0, 25).Select(_ => Enumerable.Range(0, Known).Select(_ => chance.Next(10) == 0 ? 4.0 : 0).ToArray())];
        var usual = Learn(items, 14);
        Enumerable.Range(0, 25).Average(i => usual.Mean(i)[0]).ShouldBe(0.4, 0.08);
        items[3][Known - 5] = 4000;
        Learn(items, 14).Mean(3)[0].ShouldBeLessThan(usual.Mean(3)[0] + 1);
    }

    [Fact]
    public void A_shop_shut_on_one_day_of_the_week_sells_nothing_on_it()
    {
        var demand = Learnt();
        demand.Quantile(20, (3 - Known % 7 + 7) % 7, 0.995).ShouldBe(0);
        demand.Quantile(20, (5 - Known % 7 + 7) % 7, 0.9).ShouldBeGreaterThan(1.5 * demand.Quantile(20, (6 - Known % 7 + 7) % 7, 0.9));
    }

    [Fact]
    public void Two_runs_agree()
    {
        var (one, two) = (Learnt(), Learnt());
        for (var item = 0; item < one.Count; item++) one.Mean(item).ShouldBe(two.Mean(item));
    }

    [Fact]
    public void Saved_demand_is_the_same_and_a_torn_file_is_refused()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("kaki-demand").FullName, "shop.model");
        var demand = Learnt();
        demand.Save(path);
        var loaded = ShopDemand.Load(path);
        loaded.Mean(7).ShouldBe(demand.Mean(7));
        loaded.Quantile(7, 3, 0.9).ShouldBe(demand.Quantile(7, 3, 0.9));
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^3]);
        Should.Throw<ModelFileException>(() => ShopDemand.Load(path)).Fault.ShouldBe(ModelFault.Torn);
    }

    [Fact]
    public void An_item_that_never_sold_and_a_young_shop_are_defined()
    {
        var demand = Learn([new double[20], [.. Enumerable.Repeat(3.0, 20)]], 5);
        demand.Mean(0).ShouldAllBe(m => m == 0);
        demand.Quantile(0, 0, 0.9).ShouldBe(0);
        demand.Mean(1).ShouldAllBe(m => Math.Abs(m - 3) < 1e-9);
    }

    [Fact]
    public void What_no_shop_sells_is_refused()
    {
        Should.Throw<ArgumentException>(() => Learn([], 5));
        Should.Throw<ArgumentException>(() => Learn([[1, -2]], 5));
        Should.Throw<ArgumentException>(() => Learn([[1, 2], [1]], 5));
        Should.Throw<ArgumentException>(() => Learn([[1, double.NaN]], 5));
    }

    [Fact]
    public void A_cancelled_run_ends()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Should.Throw<OperationCanceledException>(() => ShopDemand.Learn(Shop(), 28, cancel: cancel.Token));
    }
}
