using Kaki.Learning.Models;
using Kaki.Learning.Recommend;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Recommend;

/// <summary>What every recommender keeps, whatever it learns from.</summary>
public abstract class RecommenderContract
{
    protected abstract IRecommender Fit(IReadOnlyList<IReadOnlyList<Signal>> lists, int items, int threads = 2);
    protected abstract void Save(IRecommender model, string path);
    protected abstract IRecommender Load(string path);

    /// <summary>Actions of a member beyond all measure: all pairs of them would take minutes at least.</summary>
    protected virtual int Robot => 1_000_000;

    /// <summary>Takes in what happened since, if the model can: the same again, a new member, item 25, which is new.</summary>
    protected virtual void Grow(IRecommender model)
    {
    }

    protected const int Side = 20;

    // member m touches item i where m + i is even; their own square is left out, and is the one right answer
    protected static Signal[][] Checkerboard => [.. Enumerable.Range(0, Side).Select(member => Enumerable.Range(0, Side)
        .Where(item => (member + item) % 2 == 0 && item != member).Select(item => new Signal(item)).ToArray())];

    protected static Scored[] Ask(IRecommender model, Signal[] actions, int count)
    {
        var best = new Scored[count];
        return best[..model.Recommend(actions, best)];
    }

    static string Somewhere => Path.Combine(Directory.CreateTempSubdirectory("kaki-recommend").FullName, "some.model");

    [Fact]
    public void What_the_member_did_is_never_named_and_nothing_stands_twice()
    {
        var model = Fit(Checkerboard, Side);
        foreach (var actions in Checkerboard)
        {
            var items = Ask(model, actions, Side).Select(found => found.Item).ToArray();
            items.ShouldBeUnique();
            items.Intersect(actions.Select(action => action.Item)).ShouldBeEmpty();
            items.Length.ShouldBe(Side - actions.Length);
        }
    }

    [Fact]
    public void The_best_comes_first()
    {
        var scores = Ask(Fit(Checkerboard, Side), Checkerboard[0][..3], Side).Select(found => found.Score).ToArray();
        scores.ShouldBe(scores.OrderDescending());
    }

    [Fact]
    public void The_same_data_give_the_same_answers_with_any_number_of_threads()
    {
        var lists = Crowd();
        var (one, two) = (Fit(lists, 200, threads: 1), Fit(lists, 200, threads: 4));
        foreach (var actions in lists.Take(20)) Ask(one, actions, 20).ShouldBe(Ask(two, actions, 20));
    }

    [Fact]
    public void A_model_is_loaded_as_it_was_saved()
    {
        var (model, path) = (Fit(Checkerboard, Side), Somewhere);
        Save(model, path);
        var loaded = Load(path);
        loaded.Items.ShouldBe(Side);
        foreach (var actions in Checkerboard) Ask(loaded, actions[..4], 5).ShouldBe(Ask(model, actions[..4], 5));
    }

    [Fact]
    public void A_model_that_has_grown_is_loaded_as_it_was_saved()
    {
        var (model, path) = (Fit(Checkerboard, Side), Somewhere);
        Grow(model);
        Save(model, path);
        var loaded = Load(path);
        loaded.Items.ShouldBe(model.Items);
        Signal[][] asked = [[], [new(1)], [new(25)], .. Checkerboard.Select(actions => actions[..4])];
        foreach (var actions in asked) Ask(loaded, actions, 30).ShouldBe(Ask(model, actions, 30));
        // and goes on like it
        Grow(model);
        Grow(loaded);
        foreach (var actions in asked) Ask(loaded, actions, 30).ShouldBe(Ask(model, actions, 30));
    }

    [Fact]
    public void A_torn_file_and_a_file_of_another_kind_are_refused()
    {
        var path = Somewhere;
        Save(Fit(Checkerboard, Side), path);
        var whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..^40]);
        Should.Throw<ModelFileException>(() => Load(path)).Fault.ShouldBe(ModelFault.Torn);
        ModelFile.Save(path, "test.other", 1, to => to.Write(1));
        Should.Throw<ModelFileException>(() => Load(path)).Fault.ShouldBe(ModelFault.OtherKind);
    }

    [Fact]
    public void Nothing_known_of_somebody_still_fills_the_answer()
    {
        var model = Fit(Checkerboard, Side);
        Signal[][] nothing = [[], [new(-1), new(Side), new(int.MaxValue)], [new(3, float.NaN), new(4, float.PositiveInfinity)], [new(3, 0)]];
        foreach (var actions in nothing)
        {
            var found = Ask(model, actions, 5);
            found.Length.ShouldBe(5);
            found.ShouldAllBe(item => float.IsFinite(item.Score));
            found.Select(item => item.Item).Intersect(actions.Select(action => action.Item)).ShouldBeEmpty();
        }
    }

    [Fact]
    public void An_answer_asked_for_after_a_strange_one_is_as_before()
    {
        var model = Fit(Checkerboard, Side);
        var before = Ask(model, Checkerboard[0], 5);
        Ask(model, [new(0, float.MaxValue), new(2, float.MaxValue), new(4, float.NaN)], 5);
        Ask(model, Checkerboard[0], 5).ShouldBe(before);
    }

    [Fact]
    public void Nobody_nothing_one_member_and_one_item_are_learnt_from()
    {
        Ask(Fit([], 0), [], 5).ShouldBeEmpty();
        Ask(Fit([], 0), [new(0)], 5).ShouldBeEmpty();
        Ask(Fit([[]], 3), [], 5).Select(found => found.Item).ShouldBe([0, 1, 2]);
        Ask(Fit([[new(0)]], 1), [new(0)], 5).ShouldBeEmpty();
        Ask(Fit([[new(0)], [new(0)]], 1), [], 5).Select(found => found.Item).ShouldBe([0]);
        Ask(Fit([[new(0), new(1), new(2)]], 3), [new(0)], 5).Select(found => found.Item).ShouldBe([1, 2], ignoreOrder: true);
        Ask(Fit([[new(0), new(0), new(1)], [new(0), new(1)]], 3), [new(0)], 1).Single().Item.ShouldBe(1);
    }

    [Fact]
    public void No_room_for_an_answer_takes_none() => Fit(Checkerboard, Side).Recommend(Checkerboard[0], []).ShouldBe(0);

    [Fact]
    public void Many_may_ask_at_once()
    {
        var model = Fit(Checkerboard, Side);
        var right = Checkerboard.Select(actions => Ask(model, actions, 5)).ToArray();
        Parallel.For(0, 2000, turn => Ask(model, Checkerboard[turn % Side], 5).ShouldBe(right[turn % Side]));
    }

    [Fact]
    public void A_member_with_very_many_actions_gets_an_answer()
    {
        var actions = Enumerable.Range(0, 200_000).Select(turn => new Signal(turn % (Side - 1))).ToArray();
        Ask(Fit(Checkerboard, Side), actions, 5).Single().Item.ShouldBe(Side - 1);
    }

    [Fact(Timeout = 600_000)]
    public Task A_member_of_a_million_actions_is_learnt_from_or_left_out_in_time() => Task.Run(() =>
    {
        var most = Robot;
        var robot = Enumerable.Range(0, most).Select(item => new Signal(item)).ToArray();
        var model = Fit([.. Checkerboard, robot], most);
        Ask(model, Checkerboard[0], 5).Length.ShouldBe(5);
        Ask(model, robot[..^1], 5).Single().Item.ShouldBe(most - 1);
    }, TestContext.Current.CancellationToken);

    // members who like one of ten kinds of things, and a little of everything
    protected static Signal[][] Crowd(int seed = 5)
    {
        var chance = new Random(seed);
        return [.. Enumerable.Range(0, 300).Select(member => Enumerable.Range(0, 12)
            .Select(turn => new Signal(turn % 4 > 0 ? chance.Next(20) * 10 + member % 10 : chance.Next(200))).DistinctBy(signal => signal.Item).ToArray())];
    }
}

/// <summary>What those keep that look at the member at all.</summary>
public abstract class PersonalRecommenderContract : RecommenderContract
{
    [Fact]
    public void On_a_checkerboard_the_missing_square_comes_first()
    {
        var model = Fit(Checkerboard, Side);
        for (var member = 0; member < Side; member++) Ask(model, Checkerboard[member], 1).Single().Item.ShouldBe(member);
    }

    [Fact]
    public void One_more_action_changes_the_answer()
    {
        var model = Fit(Checkerboard, Side);
        Ask(model, [new(2)], 9).ShouldAllBe(found => found.Item % 2 == 0);
        Ask(model, [new(2), new(5, 20)], 5).ShouldContain(found => found.Item % 2 == 1);
    }

    [Fact]
    public void Members_of_one_taste_are_given_things_of_that_taste()
    {
        var (lists, right, all) = (Crowd(), 0, 0);
        var model = Fit(lists, 200);
        for (var member = 0; member < 100; member++)
            foreach (var found in Ask(model, lists[member], 5))
            {
                all++;
                if (found.Item % 10 == member % 10) right++;
            }
        right.ShouldBeGreaterThan(all * 8 / 10);
    }
}
