using Kaki.Learning.Explore;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Explore;

public class OffPolicyTests
{
    // weights 2, 0.5, 1; rewards 1, 0, 1
    static readonly LoggedDecision[] log =
    [
        new(1, 0.25, 0.5, Expected: 0.5, ExpectedOfTarget: 0.4),
        new(0, 0.5, 0.25, Expected: 0.5, ExpectedOfTarget: 0.4),
        new(1, 0.5, 0.5, Expected: 0.5, ExpectedOfTarget: 0.4),
    ];

    [Fact]
    public void Estimates_are_those_worked_by_hand()
    {
        // (2 + 0 + 1) / 3
        OffPolicy.Ips(log).Estimate.ShouldBe(1, 1e-12);
        // 3 / 3.5
        OffPolicy.SelfNormalised(log).Estimate.ShouldBe(6 / 7.0, 1e-12);
        // 0.4 + (2·0.5 − 0.5·0.5 + 1·0.5) / 3
        OffPolicy.DoublyRobust(log).Estimate.ShouldBe(0.4 + 1.25 / 3, 1e-12);
        // (1.5 + 0 + 1) / 3
        OffPolicy.Ips(log, clip: 1.5).Estimate.ShouldBe(2.5 / 3, 1e-12);
        // 3.5² / 5.25
        OffPolicy.EffectiveRows(log).ShouldBe(12.25 / 5.25, 1e-12);
    }

    [Fact]
    public void Intervals_are_those_worked_by_hand()
    {
        // terms 2, 0, 1: variance 1, 1.959964 · √(1/3)
        var ips = OffPolicy.Ips(log);
        (ips.High - ips.Estimate).ShouldBe(1.959963984540054 / Math.Sqrt(3), 1e-9);
        (ips.Estimate - ips.Low).ShouldBe(ips.High - ips.Estimate, 1e-12);
        // ln(4/0.05) = 4.382027: √(2·4.382027/3) + 7·2·4.382027/(3·2)
        var bounded = OffPolicy.EmpiricalBernstein(log, most: 2);
        (bounded.High - bounded.Estimate).ShouldBe(Math.Sqrt(2 * 4.382026634673881 / 3) + 14 * 4.382026634673881 / 6, 1e-9);
        Should.Throw<ArgumentException>(() => OffPolicy.EmpiricalBernstein(log, most: 1));
    }

    [Fact]
    public void A_good_model_narrows_the_interval_and_a_bad_one_leaves_the_estimate_right()
    {
        var chance = new Random(8);
        double[] rates = [0.1, 0.5, 0.9], logging = [0.6, 0.3, 0.1], target = [0.1, 0.2, 0.7];
        var truth = rates.Zip(target, (r, p) => r * p).Sum();
        LoggedDecision[] Log(double[] model) => Enumerable.Range(0, 20_000).Select(_ =>
        {
            var arm = chance.NextDouble() switch { < 0.6 => 0, < 0.9 => 1, _ => 2 };
            return new LoggedDecision(chance.NextDouble() < rates[arm] ? 1 : 0, logging[arm], target[arm], model[arm], model.Zip(target, (q, p) => q * p).Sum());
        }).ToArray();
        var (good, bad) = (Log(rates), Log([0.9, 0.5, 0.1]));
        foreach (var interval in new[] { OffPolicy.Ips(good), OffPolicy.SelfNormalised(good), OffPolicy.DoublyRobust(good), OffPolicy.DoublyRobust(bad) })
        {
            interval.Covers(truth).ShouldBeTrue();
            (interval.High - interval.Low).ShouldBeLessThan(0.1);
        }
        var (narrow, wide) = (OffPolicy.DoublyRobust(good), OffPolicy.Ips(good));
        (narrow.High - narrow.Low).ShouldBeLessThan(0.6 * (wide.High - wide.Low));
    }

    [Fact]
    public void Ninety_five_in_a_hundred_intervals_hold_the_truth()
    {
        var (chance, covered) = (new Random(21), new int[3]);
        for (var run = 0; run < 400; run++)
        {
            // two arms tried evenly, paying 0.2 and 0.6; the target takes the second nine times in ten
            var log = Enumerable.Range(0, 500).Select(_ =>
            {
                var arm = chance.Next(2);
                return new LoggedDecision(chance.NextDouble() < (arm == 0 ? 0.2 : 0.6) ? 1 : 0, 0.5, arm == 0 ? 0.1 : 0.9, 0.4, 0.4);
            }).ToArray();
            if (OffPolicy.Ips(log).Covers(0.56)) covered[0]++;
            if (OffPolicy.SelfNormalised(log).Covers(0.56)) covered[1]++;
            if (OffPolicy.DoublyRobust(log).Covers(0.56)) covered[2]++;
        }
        // 380, and three standard deviations of 4.4
        covered.ShouldAllBe(times => times >= 367);
    }

    [Fact]
    public void Nothing_one_row_and_no_overlap_say_that_nothing_is_known()
    {
        OffPolicy.Ips([]).Estimate.ShouldBe(double.NaN);
        OffPolicy.Ips([]).Low.ShouldBe(double.NegativeInfinity);
        OffPolicy.Ips(log[..1]).ShouldBe(new(2, double.NegativeInfinity, double.PositiveInfinity));
        OffPolicy.SelfNormalised([new(1, 0.5, 0)]).Estimate.ShouldBe(double.NaN);
        OffPolicy.EffectiveRows([]).ShouldBe(0);
    }

    [Fact]
    public void A_faulty_row_is_named()
    {
        Should.Throw<ArgumentException>(() => OffPolicy.Ips([log[0], new(double.NaN, 0.5, 0.5)])).Message.ShouldContain("Row 1");
        Should.Throw<ArgumentException>(() => OffPolicy.Ips([new(1, 0, 0.5)])).Message.ShouldContain("logged probability 0");
        Should.Throw<ArgumentException>(() => OffPolicy.Ips([new(1, 0.5, 1.5)]));
        Should.Throw<ArgumentException>(() => OffPolicy.DoublyRobust([new(1, 0.5, 0.5, double.PositiveInfinity)]));
        Should.Throw<ArgumentOutOfRangeException>(() => OffPolicy.Ips(log, confidence: 1));
    }
}
