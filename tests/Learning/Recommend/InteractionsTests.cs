using Kaki.Learning.Recommend;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Recommend;

public class InteractionsTests
{
    [Fact]
    public void Rows_and_columns_hold_the_same()
    {
        var actions = Interactions.From([[new(2, 0.5f), new(0)], [], [new(2)]], items: 5);
        (actions.Members, actions.Items, actions.Count).ShouldBe((3, 5, 3));
        actions.Of(0).ToArray().ShouldBe([new(0, 1), new(2, 0.5f)]);
        actions.Of(1).ToArray().ShouldBeEmpty();
        actions.By(2).ToArray().ShouldBe([new(0, 0.5f), new(2, 1)]);
        actions.By(4).ToArray().ShouldBeEmpty();
    }

    [Fact]
    public void The_same_item_twice_adds_up() => Interactions.From([[new(1, 2), new(0), new(1, 3)]]).Of(0).ToArray().ShouldBe([new(0, 1), new(1, 5)]);

    [Fact]
    public void No_weight_goes_beyond_all_measure() =>
        Interactions.From([[new(0, float.MaxValue), new(0, float.MaxValue), new(1, 2000)]]).Of(0).ToArray().ShouldBe([new(0, Interactions.MostWeight), new(1, Interactions.MostWeight)]);

    [Fact]
    public void Weights_that_say_nothing_are_left_out() =>
        Interactions.From([[new(0, float.NaN), new(1, float.PositiveInfinity), new(2, 0), new(3, -1), new(4, 1)]]).Of(0).ToArray().ShouldBe([new(4, 1)]);

    [Fact]
    public void An_item_below_zero_is_refused() => Should.Throw<ArgumentOutOfRangeException>(() => Interactions.From([[new(-1)]]));

    [Fact]
    public void A_number_beyond_all_others_is_refused_and_takes_no_memory()
    {
        foreach (var item in (int[])[int.MaxValue, int.MaxValue - 1, Interactions.MostIds])
        {
            Should.Throw<ArgumentOutOfRangeException>(() => Interactions.From([[new(1), new(item)]]));
            Should.Throw<ArgumentOutOfRangeException>(() => NextItem.Fit([[0, item]]));
            Should.Throw<ArgumentOutOfRangeException>(() => ItemToItem.Fit(Interactions.From([[new(0)]])).Fold([new(0)], new(item)));
            Should.Throw<ArgumentOutOfRangeException>(() => MemberToMember.Fit(Interactions.From([[new(0)]])).Add(0, new(item)));
            Should.Throw<ArgumentOutOfRangeException>(() => MemberToMember.Fit(Interactions.From([[new(0)]])).Add(item, new(0)));
        }
        Should.Throw<ArgumentOutOfRangeException>(() => Interactions.From([], int.MaxValue));
        Should.Throw<ArgumentOutOfRangeException>(() => Interactions.From([], -1));
    }
}
