using Kaki.Learning.Recommend;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Recommend;

public class MemberToMemberTests
{
    static MemberToMember Three => MemberToMember.Fit(Interactions.From([[new(0), new(1), new(2)], [new(0), new(3)], [new(4)]]));

    [Fact]
    public void The_nearest_share_most()
    {
        var best = new Scored[5];
        best[..Three.Nearest([new(0), new(1)], best)].Select(found => found.Item).ShouldBe([0, 1]);
        Three.Nearest([new(99)], best).ShouldBe(0);
    }

    [Fact]
    public void One_more_action_is_known_at_once()
    {
        var model = Three;
        model.Add(3, new(4));
        model.Add(3, new(9));
        (model.Members, model.Items).ShouldBe((4, 10));
        var best = new Scored[1];
        model.Recommend([new(4)], best).ShouldBe(1);
        best[0].Item.ShouldBe(9);
    }

    [Fact]
    public void What_was_added_counts_like_what_was_there()
    {
        var chance = new Random(3);
        var lists = Enumerable.Range(0, 60).Select(_ => Enumerable.Range(0, 40).Where(_ => chance.Next(3) == 0).Select(item => new Signal(item)).ToArray()).ToArray();
        var (whole, grown) = (MemberToMember.Fit(Interactions.From(lists, 40)), MemberToMember.Fit(Interactions.From([.. lists.Take(30)], 40)));
        for (var member = 30; member < lists.Length; member++)
            foreach (var signal in lists[member]) grown.Add(member, signal);
        foreach (var actions in lists)
        {
            var (one, other) = (new Scored[20], new Scored[20]);
            whole.Nearest(actions, one);
            grown.Nearest(actions, other);
            one.ShouldBe(other);
        }
    }

    [Fact]
    public void Among_thousands_the_nearest_are_those_that_sorting_gives()
    {
        var chance = new Random(11);
        Signal[][] lists = [.. Enumerable.Range(0, 3000).Select(_ => Enumerable.Range(0, 40).Where(_ => chance.Next(4) == 0).Select(item => new Signal(item)).ToArray())];
        var model = MemberToMember.Fit(Interactions.From(lists, 40));
        int[] takers = [.. Enumerable.Range(0, 40).Select(item => lists.Count(l => l.Contains(new(item))))];
        foreach (var actions in lists.Take(5))
        {
            // no item is busier than the latest two thousand, so all members are looked at
            var near = lists.Select((other, member) => new Scored(member, actions.Sum(action => other.Contains(action) ? 1 / MathF.Sqrt(takers[action.Item]) : 0) / MathF.Sqrt(Math.Max(1, other.Length))));
            var sorted = near.Where(found => found.Score > 0).OrderByDescending(found => found.Score).ToArray();
            foreach (var count in (int[])[0, 1, 20, 600, 3000])
            {
                var best = new Scored[count];
                best = best[..model.Nearest(actions, best)];
                best.Select(found => found.Item).ShouldBeUnique();
                best.ShouldBe(best.OrderByDescending(found => found.Score).ThenBy(found => found.Item));
                best.Length.ShouldBe(Math.Min(count, sorted.Length));
                foreach (var (found, right) in best.Zip(sorted)) found.Score.ShouldBe(right.Score, 1e-5f);
            }
        }
    }

    [Fact]
    public void Actions_that_cancel_each_other_out_reach_nobody_twice()
    {
        var actions = Enumerable.Range(0, 5001).Select(turn => new Signal(0, turn % 2 == 0 ? 1 : -1)).ToArray();
        var best = new Scored[5];
        best[..Three.Nearest(actions, best)].Select(found => found.Item).ShouldBe([1, 0]);
        Three.Nearest(actions[1..], best).ShouldBe(0);
        best[..Three.Nearest([new(4)], best)].Single().Item.ShouldBe(2);
    }

    [Fact]
    public void What_is_no_action_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Three.Add(-1, new(0)));
        Should.Throw<ArgumentOutOfRangeException>(() => Three.Add(0, new(-1)));
        Should.Throw<ArgumentOutOfRangeException>(() => Three.Add(0, new(1, float.NaN)));
    }

    [Fact]
    public void The_same_again_adds_up_as_it_does_before_fitting()
    {
        var grown = MemberToMember.Fit(Interactions.From([[new(0), new(1)], [new(0)]], 3));
        grown.Add(0, new(1, 2));
        grown.Add(1, new(2));
        grown.Add(1, new(2, float.MaxValue));
        var whole = MemberToMember.Fit(Interactions.From([[new(0), new(1, 3)], [new(0), new(2, Interactions.MostWeight)]], 3));
        Signal[][] asked = [[new(0)], [new(1)], [new(2)], []];
        foreach (var actions in asked)
        {
            var (one, other) = (new Scored[3], new Scored[3]);
            one[..grown.Recommend(actions, one)].ShouldBe(other[..whole.Recommend(actions, other)]);
            one[..grown.Nearest(actions, one)].ShouldBe(other[..whole.Nearest(actions, other)]);
        }
    }

    [Fact]
    public void What_fills_an_answer_is_what_is_popular_now()
    {
        var model = MemberToMember.Fit(Interactions.From([[new(0)], [new(0)], [new(1)]], 3));
        var best = new Scored[3];
        best[..model.Recommend([], best)].Select(found => found.Item).ShouldBe([0, 1, 2]);
        for (var member = 3; member < 6; member++) model.Add(member, new(2));
        best[..model.Recommend([], best)].ShouldBe([new(2, 0), new(0, 0), new(1, 0)]);
    }

    [Fact]
    public void The_latest_members_of_an_item_are_the_latest_after_loading_too()
    {
        var model = MemberToMember.Fit(Interactions.From([], 3));
        // 2,100 members, the first of them last: only the latest 2,000 are looked at
        for (var member = 2099; member >= 0; member--) model.Add(member, new(0));
        model.Add(0, new(1));
        model.Add(2099, new(2));
        var path = Path.Combine(Directory.CreateTempSubdirectory("kaki-members").FullName, "members.model");
        model.Save(path);
        var best = new Scored[3];
        foreach (var one in (MemberToMember[])[model, MemberToMember.Load(path)])
        {
            best[..one.Recommend([new(0)], best)].Where(found => found.Score > 0).ShouldBeEmpty();
            best[..one.Nearest([new(0)], best)].Select(found => found.Item).ShouldBe([1, 2, 3]);
        }
    }
}
