using Kaki.Learning.Explore;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Explore;

public class SlotLogTests
{
    [Fact]
    public void The_targets_probabilities_are_its_shares_in_each_slot()
    {
        SlotShown[] logged = [new(0, 0, true, 0.5), new(1, 0, false, 0.5), new(1, 1, false, 0.25)];
        SlotShown[] target = [new(0, 0, false, 1), new(0, 0, false, 1), new(1, 0, false, 1), new(0, 0, false, 1), new(1, 1, false, 1)];
        var decisions = new SlotLog(logged, target).Decisions();
        decisions.Select(d => d.Target).ShouldBe([0.75, 0.25, 1]);
        decisions.Select(d => d.Logged).ShouldBe([0.5, 0.5, 0.25]);
        decisions.Select(d => d.Reward).ShouldBe([1.0, 0, 0]);
    }

    [Fact]
    public void No_row_speaks_of_itself()
    {
        // the one click lies in fold 0: for its own row the model has seen none
        SlotShown[] logged = [.. Enumerable.Range(0, 10).Select(i => new SlotShown(0, 0, i == 0, 1))];
        var decisions = new SlotLog(logged, logged).Decisions();
        decisions[0].Expected.ShouldBe(0);
        decisions[5].Expected.ShouldBe(0);
        // elsewhere one of eight
        decisions[1].Expected.ShouldBe(1 / 8.0, 1e-12);
        decisions[1].ExpectedOfTarget.ShouldBe(1 / 8.0, 1e-12);
    }

    [Fact]
    public void What_was_never_tried_is_told()
    {
        SlotShown[] logged = [new(0, 0, true, 1)];
        new SlotLog(logged, [new(0, 0, false, 1), new(1, 0, false, 1), new(0, 1, false, 1), new(0, 0, false, 1)]).Unsupported.ShouldBe(0.5);
        new SlotLog(logged, []).Unsupported.ShouldBe(0);
        new SlotLog([], []).Decisions().ShouldBeEmpty();
    }

    [Fact]
    public void A_seed_gives_the_same_resample()
    {
        SlotShown[] logged = [.. Enumerable.Range(0, 50).Select(i => new SlotShown(i % 5, 0, i % 7 == 0, 0.2))];
        var log = new SlotLog(logged, logged);
        log.Resampled(new Random(1)).ShouldBe(log.Resampled(new Random(1)));
        log.Resampled(new Random(1)).ShouldNotBe(log.Decisions());
    }

    [Fact]
    public void Numbers_that_cannot_be_are_refused()
    {
        Should.Throw<ArgumentException>(() => new SlotLog([new(-1, 0, true, 1)], []));
        Should.Throw<ArgumentException>(() => new SlotLog([], [new(0, -1, true, 1)]));
        Should.Throw<ArgumentException>(() => new SlotLog([new(0, 0, true, 0)], []));
        Should.Throw<ArgumentException>(() => new SlotLog([new(0, 0, true, double.NaN)], []));
    }

    [Fact]
    public void Ids_far_apart_take_no_more_room_than_those_side_by_side()
    {
        SlotShown[] near = [.. Enumerable.Range(0, 60).Select(i => new SlotShown(i % 5, i % 3, i % 7 == 0, 0.2))];
        SlotShown[] far = [.. near.Select(shown => shown with { Item = int.MaxValue - 1000 * shown.Item, Slot = int.MaxValue - 7 * shown.Slot })];
        // the other way round, so sums are of other order
        var (one, other) = (new SlotLog(near, near[10..]).Decisions(), new SlotLog(far, far[10..]).Decisions());
        foreach (var (a, b) in one.Zip(other)) (a.Target, a.Expected, a.Reward).ShouldBe((b.Target, b.Expected, b.Reward));
        foreach (var (a, b) in one.Zip(other)) a.ExpectedOfTarget.ShouldBe(b.ExpectedOfTarget, 1e-12);
    }
}
