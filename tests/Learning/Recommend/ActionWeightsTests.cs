using Kaki.Learning.Recommend;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Recommend;

public class ActionWeightsTests
{
    static readonly DateTimeOffset now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    static TimedAction Ago(int item, ActionKind kind, double days) => new(item, kind, now.AddDays(-days));

    [Fact]
    public void What_is_past_says_less_and_the_latest_comes_last() =>
        new ActionWeights().With(ActionKind.Like, 1, TimeSpan.FromDays(10)).Signals([Ago(5, ActionKind.Like, 0), Ago(3, ActionKind.Like, 10), Ago(4, ActionKind.Like, 20)], now)
            .ShouldBe([new(4, 0.25f), new(3, 0.5f), new(5, 1)]);

    [Fact]
    public void Each_kind_says_its_own()
    {
        float Says(ActionKind kind) => new ActionWeights().Signals([Ago(1, kind, 0)], now).Single().Weight;
        Says(ActionKind.Buy).ShouldBeGreaterThan(Says(ActionKind.Like));
        Says(ActionKind.Like).ShouldBeGreaterThan(Says(ActionKind.Open));
        Says(ActionKind.Hide).ShouldBeLessThan(0);
        foreach (var kind in Enum.GetValues<ActionKind>()) Says(kind).ShouldNotBe(0);
    }

    [Fact]
    public void Actions_on_one_item_add_up_to_a_bound() =>
        new ActionWeights { Most = 3 }.Signals(Enumerable.Range(0, 100).Select(_ => Ago(1, ActionKind.Open, 0)), now).ShouldBe([new(1, 3)]);

    [Fact]
    public void An_action_of_the_future_counts_as_of_now() => new ActionWeights().Signals([Ago(1, ActionKind.Like, -3)], now).ShouldBe([new(1, 1)]);

    [Fact]
    public void Only_the_latest_are_taken()
    {
        new ActionWeights().Signals(Enumerable.Range(0, 50).Select(item => Ago(item, ActionKind.Like, item)), now, most: 2).Select(signal => signal.Item).ShouldBe([1, 0]);
        new ActionWeights().Signals([], now).ShouldBeEmpty();
    }

    [Fact]
    public void A_weight_that_is_no_number_and_a_half_life_of_nothing_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new ActionWeights().With(ActionKind.Like, float.NaN, TimeSpan.FromDays(1)));
        Should.Throw<ArgumentOutOfRangeException>(() => new ActionWeights().With(ActionKind.Like, 1, TimeSpan.Zero));
    }
}
