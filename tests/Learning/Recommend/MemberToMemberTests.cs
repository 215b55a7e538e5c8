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
    public void What_is_no_action_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Three.Add(-1, new(0)));
        Should.Throw<ArgumentOutOfRangeException>(() => Three.Add(0, new(-1)));
        Should.Throw<ArgumentOutOfRangeException>(() => Three.Add(0, new(1, float.NaN)));
    }
}
