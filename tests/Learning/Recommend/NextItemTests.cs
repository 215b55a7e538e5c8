using Kaki.Learning.Recommend;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Recommend;

public class NextItemTests
{
    static int First(NextItem model, params int[] actions)
    {
        var best = new Scored[1];
        model.Recommend([.. actions.Select(item => new Signal(item))], best).ShouldBe(1);
        return best[0].Item;
    }

    [Fact]
    public void What_follows_is_named_before_what_went_ahead()
    {
        // 0 → 1 → 2 → 3, seen by several
        var model = NextItem.Fit([[0, 1, 2], [1, 2, 3], [0, 1, 2, 3]]);
        First(model, 1).ShouldBe(2);
        First(model, 0).ShouldBe(1);
        First(model, 0, 1, 2).ShouldBe(3);
    }

    [Fact]
    public void The_last_action_says_most()
    {
        var model = NextItem.Fit([[0, 1], [0, 1], [2, 3], [2, 3]]);
        First(model, 2, 0).ShouldBe(1);
        First(model, 0, 2).ShouldBe(3);
    }

    [Fact]
    public void Only_what_stands_within_the_window_is_a_pair()
    {
        var best = new Scored[3];
        NextItem.Fit([[0, 1, 2, 3]], options: new() { Window = 1 }).Recommend([new(0)], best).ShouldBe(3);
        best.Where(found => found.Score > 0).Select(found => found.Item).ShouldBe([1]);
    }

    [Fact]
    public void The_strongest_pairs_are_kept()
    {
        var best = new Scored[3];
        NextItem.Fit([[0, 1], [0, 2], [0, 2], [0, 3], [0, 3], [0, 3]], options: new() { Neighbours = 2 }).Recommend([new(0)], best);
        best.Where(found => found.Score > 0).Select(found => found.Item).ShouldBe([3, 2]);
    }

    [Fact]
    public void Bad_input_is_refused_and_learning_is_cancelled()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => NextItem.Fit([[-1, 2]]));
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Should.Throw<OperationCanceledException>(() => NextItem.Fit([[0, 1]], cancel: cancel.Token));
    }
}
