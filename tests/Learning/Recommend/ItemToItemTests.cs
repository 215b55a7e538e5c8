using Kaki.Learning.Recommend;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Recommend;

public class ItemToItemTests
{
    static readonly Interactions pairs = Interactions.From([[new(0), new(1)], [new(0), new(1)], [new(0), new(2)], [new(3)]]);

    static Scored[] Ask(ItemToItem model, params Signal[] actions)
    {
        var best = new Scored[10];
        return best[..model.Recommend(actions, best)];
    }

    [Fact]
    public void Weights_are_those_worked_out_by_hand()
    {
        // two items, three members {a, b}, {a, b}, {a}; all count alike, ridge 1 · mean evidence 2.5 for both
        var model = ItemToItem.Fit(Interactions.From([[new(0), new(1)], [new(0), new(1)], [new(0)]]), new() { MemberDamping = 0, ItemDamping = 0, Ridge = 1 });
        // b from a: G_ab / (G_aa + 2.5) = 2 / 5.5; a from b: 2 / (2 + 2.5)
        Ask(model, new Signal(0)).Single().Score.ShouldBe(2 / 5.5f, 0.002f);
        Ask(model, new Signal(1)).Single().Score.ShouldBe(2 / 4.5f, 0.002f);
    }

    [Fact]
    public void A_neighbourhood_of_all_items_says_the_same_as_the_whole()
    {
        var chance = new Random(3);
        var actions = Interactions.From([.. Enumerable.Range(0, 200).Select(_ => Enumerable.Range(0, 8).Select(_ => new Signal(chance.Next(40), 0.5f + chance.NextSingle())).ToArray())]);
        var (whole, near) = (ItemToItem.Fit(actions), ItemToItem.Fit(actions, new() { WholeUpTo = 0, Neighbours = 40 }));
        for (var member = 0; member < 20; member++)
        {
            var (first, second) = (Ask(whole, actions.Of(member).ToArray()), Ask(near, actions.Of(member).ToArray()));
            foreach (var found in second) first.FirstOrDefault(other => other.Item == found.Item, found).Score.ShouldBe(found.Score, 0.01f);
            second[0].Item.ShouldBeOneOf(first[0].Item, first[1].Item);
        }
    }

    [Fact]
    public void Similar_items_are_those_touched_together_and_nothing_else()
    {
        var model = ItemToItem.Fit(pairs);
        var best = new Scored[10];
        best[..model.Similar(0, best)].Select(found => found.Item).ShouldBe([1, 2], ignoreOrder: true);
        model.Similar(3, best).ShouldBe(0);
        model.Similar(99, best).ShouldBe(0);
    }

    [Fact]
    public void What_somebody_wants_to_see_no_more_of_pulls_its_like_down()
    {
        var model = ItemToItem.Fit(pairs);
        Ask(model, new Signal(0, 1)).First().Item.ShouldBe(1);
        Ask(model, new Signal(0, -1)).Where(found => found.Score > 0).ShouldBeEmpty();
    }

    [Theory, InlineData(4096), InlineData(0)]
    public void A_folded_action_is_in_the_next_answer(int wholeUpTo)
    {
        var model = ItemToItem.Fit(pairs, new() { WholeUpTo = wholeUpTo });
        Ask(model, new Signal(3)).ShouldAllBe(found => found.Score == 0);
        model.Fold([new(3)], new(2));
        Ask(model, new Signal(3))[0].Item.ShouldBe(2);
        Ask(model, new Signal(2)).Take(2).ShouldContain(found => found.Item == 3);
    }

    [Theory, InlineData(4096), InlineData(0)]
    public void An_item_that_came_after_learning_is_named_once_somebody_touched_it(int wholeUpTo)
    {
        var model = ItemToItem.Fit(pairs, new() { WholeUpTo = wholeUpTo });
        for (var turn = 0; turn < 5; turn++) model.Fold([new(1)], new(7));
        model.Items.ShouldBe(8);
        Ask(model, new Signal(1)).Take(2).ShouldContain(found => found.Item == 7);
        Ask(model, new Signal(7))[0].Item.ShouldBe(1);
    }

    [Fact]
    public void Folding_the_same_again_and_again_comes_to_rest()
    {
        var model = ItemToItem.Fit(pairs);
        for (var turn = 0; turn < 500; turn++) model.Fold([new(3), new(1)], new(2));
        Ask(model, new(3), new(1))[0].Score.ShouldBeInRange(0.3f, 1.1f);
    }

    [Fact]
    public void What_was_folded_is_saved()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("kaki-fold").FullName, "items.model");
        var model = ItemToItem.Fit(pairs);
        model.Fold([new(3)], new(9));
        model.Save(path);
        Ask(ItemToItem.Load(path), new Signal(3)).ShouldBe(Ask(model, new Signal(3)));
    }

    [Fact]
    public void Folding_refuses_what_is_no_action_and_passes_over_a_past_that_is_none()
    {
        var model = ItemToItem.Fit(pairs);
        Should.Throw<ArgumentOutOfRangeException>(() => model.Fold([], new(-1)));
        Should.Throw<ArgumentOutOfRangeException>(() => model.Fold([], new(1, float.NaN)));
        Should.Throw<ArgumentOutOfRangeException>(() => model.Fold([], new(1, 0)));
        var before = Ask(model, new Signal(0));
        model.Fold([new(-5), new(77), new(1), new(2, float.NaN), new(3, -1)], new(1));
        Ask(model, new Signal(0)).ShouldBe(before);
    }

    [Fact]
    public void A_past_that_is_no_number_deafens_no_item()
    {
        var (model, strange) = (ItemToItem.Fit(pairs), ItemToItem.Fit(pairs));
        model.Fold([new(0), new(1)], new(3));
        strange.Fold([new(0), new(2, float.NaN), new(2, float.NegativeInfinity), new(2, -5), new(1)], new(3));
        Ask(strange, new Signal(0)).ShouldBe(Ask(model, new Signal(0)));
        foreach (var one in (ItemToItem[])[model, strange]) one.Fold([new(1)], new(3));
        Ask(strange, new Signal(1)).ShouldBe(Ask(model, new Signal(1)));
        Ask(strange, new Signal(1)).ShouldAllBe(found => float.IsFinite(found.Score));
    }

    [Fact]
    public void A_weight_beyond_all_measure_is_folded_in_as_the_most_that_is_said()
    {
        var (most, beyond) = (ItemToItem.Fit(pairs), ItemToItem.Fit(pairs));
        most.Fold([new(3, Interactions.MostWeight)], new(2, Interactions.MostWeight));
        beyond.Fold([new(3, float.MaxValue)], new(2, float.MaxValue));
        Ask(beyond, new Signal(3)).ShouldBe(Ask(most, new Signal(3)));
    }

    [Fact]
    public async Task Many_ask_while_one_folds()
    {
        var model = ItemToItem.Fit(pairs);
        var folding = Task.Run(() =>
        {
            for (var turn = 0; turn < 5000; turn++) model.Fold([new(turn % 50), new(turn % 7)], new(turn % 90));
        });
        while (!folding.IsCompleted) Ask(model, new(1), new(4)).ShouldAllBe(found => float.IsFinite(found.Score));
        await folding;
        model.Items.ShouldBe(90);
    }

    [Fact]
    public void A_member_beyond_the_longest_teaches_nothing()
    {
        var robot = Enumerable.Range(0, 50).Select(item => new Signal(item)).ToArray();
        var model = ItemToItem.Fit(Interactions.From([robot, [new(0), new(1)]]), new() { LongestMember = 20 });
        Ask(model, new Signal(0)).Where(found => found.Score > 0).Select(found => found.Item).ShouldBe([1]);
    }

    [Theory, InlineData(4096), InlineData(0)]
    public void Learning_is_cancelled(int wholeUpTo)
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Should.Throw<OperationCanceledException>(() => ItemToItem.Fit(pairs, new() { WholeUpTo = wholeUpTo }, cancel: cancel.Token));
    }

    [Fact]
    public void Options_that_solve_nothing_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => ItemToItem.Fit(pairs, new() { Ridge = 0 }));
        Should.Throw<ArgumentOutOfRangeException>(() => ItemToItem.Fit(pairs, new() { Neighbours = 0 }));
    }

    [Theory, InlineData(4096), InlineData(0)]
    public void Weights_beyond_all_measure_are_learnt_from(int wholeUpTo)
    {
        var model = ItemToItem.Fit(Interactions.From([[new(0, float.MaxValue), new(1, 1e-30f)], [new(0, 1e-30f), new(1)], [new(0), new(1)]]), new() { WholeUpTo = wholeUpTo });
        Ask(model, new Signal(0)).Single().Item.ShouldBe(1);
    }

    [Fact]
    public void Progress_ends_at_one()
    {
        var told = new Told();
        ItemToItem.Fit(pairs, null, told);
        told.Last.ShouldBe(1);
    }

    sealed class Told : IProgress<double>
    {
        public double Last { get; private set; }
        public void Report(double value) => Last = value;
    }

    [Fact]
    public void A_small_catalogue_tells_how_far_it_is_and_stops_on_the_way()
    {
        var chance = new Random(2);
        var actions = Interactions.From([.. Enumerable.Range(0, 300).Select(_ => Enumerable.Range(0, 10).Select(_ => new Signal(chance.Next(400))).ToArray())], 400);
        using var cancel = new CancellationTokenSource();
        var told = new Stopping(cancel);
        Should.Throw<OperationCanceledException>(() => ItemToItem.Fit(actions, new() { Threads = 1 }, told, cancel.Token));
        told.Last.ShouldBeInRange(0.01, 0.99);
    }

    sealed class Stopping(CancellationTokenSource cancel) : IProgress<double>
    {
        public double Last { get; private set; }

        public void Report(double value)
        {
            Last = value;
            if (value > 0.4) cancel.Cancel();
        }
    }
}
