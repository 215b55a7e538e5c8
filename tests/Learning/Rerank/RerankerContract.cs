using Kaki.Learning.Rerank;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Rerank;

/// <summary>What every reranker must do. Eight candidates of two kinds, like the fields of a board: the even ones all alike, the odd ones all alike, unlike each other.</summary>
public abstract class RerankerContract
{
    /// <summary>One for which difference matters.</summary>
    protected abstract IReranker Make();

    static readonly float[] even = [1, 0], odd = [0, 1];

    static Slate Board(float[]? before = null) => new([1, .9f, .99f, .89f, .98f, .88f, .97f, .87f], Enumerable.Range(0, 8).SelectMany(i => i % 2 == 0 ? even : odd).ToArray(), 2, before ?? []);

    static Slate Random(int count, int dimensions, int seed)
    {
        var chance = new Random(seed);
        var scores = Enumerable.Range(0, count).Select(_ => (float)chance.NextDouble()).ToArray();
        return new(scores, Enumerable.Range(0, count * dimensions).Select(_ => (float)(chance.NextDouble() - 0.5)).ToArray(), dimensions);
    }

    [Fact]
    public void The_first_place_goes_to_the_best_and_the_second_to_the_other_kind() => Make().Pick(Board(), 2).ShouldBe([0, 1]);

    [Fact]
    public void What_was_shown_before_counts() => Make().Pick(Board(before: even), 1).ShouldBe([1]);

    [Fact]
    public void Each_candidate_stands_at_most_once()
    {
        var picked = Make().Pick(Random(60, 8, 1), 40);
        picked.Length.ShouldBe(40);
        picked.Distinct().Count().ShouldBe(40);
        Make().Pick(Random(60, 8, 1), 100).Order().ShouldBe(Enumerable.Range(0, 60));
    }

    [Fact]
    public void The_same_slate_gives_the_same_list() => Make().Pick(Random(50, 8, 2), 20).ShouldBe(Make().Pick(Random(50, 8, 2), 20));

    [Fact]
    public void Lists_are_more_varied_than_by_score_alone()
    {
        var slate = Random(200, 16, 3);
        var byScore = Enumerable.Range(0, 200).OrderByDescending(i => slate.Scores[i]).Take(20).ToArray();
        Likeness(slate, Make().Pick(slate, 20)).ShouldBeLessThan(Likeness(slate, byScore) - 0.01);
    }

    static double Likeness(Slate slate, int[] picked) =>
        picked.SelectMany((a, at) => picked.Skip(at + 1).Select(b => (double)System.Numerics.Tensors.TensorPrimitives.Dot(slate.Vector(a), slate.Vector(b)))).Average();

    [Fact]
    public void Nothing_one_and_none_asked_for()
    {
        Make().Pick(new Slate([], [], 4), 5).ShouldBeEmpty();
        Make().Pick(new Slate([0.5f], [1, 2], 2), 5).ShouldBe([0]);
        Make().Pick(Board(), 0).ShouldBeEmpty();
        Should.Throw<ArgumentOutOfRangeException>(() => Make().Pick(Board(), -1));
    }

    [Fact]
    public void Copies_and_unknown_things_are_placed_by_score()
    {
        // all alike, and nothing known of any
        Make().Pick(new Slate([.1f, .3f, .2f], [1, 1, 1, 1, 1, 1], 2), 3).ShouldBe([1, 2, 0]);
        Make().Pick(new Slate([.1f, .3f, .2f], new float[6], 2), 3).ShouldBe([1, 2, 0]);
        // equal in all: the earlier first
        Make().Pick(new Slate([1, 1, 1], [1, 1, 1, 1, 1, 1], 2), 3).ShouldBe([0, 1, 2]);
    }

    [Fact]
    public void Authors_stand_apart()
    {
        int[] authors = [.. Enumerable.Range(0, 60).Select(i => i % 6)];
        var slate = Random(60, 8, 4);
        var apart = new Slate(slate.Scores, new float[60 * 8], 8) { Apart = [new(authors, Window: 4)] };
        var picked = Make().Pick(apart, 30).Select(i => authors[i]).ToArray();
        for (var i = 0; i < picked.Length; i++) picked[Math.Max(0, i - 3)..i].ShouldNotContain(picked[i]);
    }

    [Fact]
    public void Spacing_goes_on_from_the_page_before()
    {
        int[] authors = [7, 7, 8, 9];
        var slate = new Slate([4, 3, 2, 1], new float[4], 1) { Apart = [new(authors, Window: 3) { Before = [7, 8] }] };
        // 7 and 8 stand within two: 9 first, then 7, since 8 has left only one behind it
        Make().Pick(slate, 2).Select(i => authors[i]).ShouldBe([9, 7]);
    }

    [Fact]
    public void Quotas_hold_and_go_before_spacing()
    {
        bool[] advert = [true, true, true, false, false, false, false, false], fresh = [false, false, false, false, false, false, true, true];
        var slate = new Slate([8, 7, 6, 5, 4, 3, 2, 1], new float[8], 1) { Quotas = [new(advert, AtMost: 1), new(fresh, AtLeast: 2)], Apart = [new([1, 1, 1, 1, 1, 1, 2, 2], Window: 2)] };
        var picked = Make().Pick(slate, 4);
        picked.Count(i => advert[i]).ShouldBeLessThanOrEqualTo(1);
        picked.Count(i => fresh[i]).ShouldBe(2);
    }

    [Fact]
    public void A_quota_nobody_can_fill_leaves_no_hole()
    {
        var slate = new Slate([3, 2, 1], new float[3], 1) { Quotas = [new([false, false, true], AtLeast: 2), new([true, true, true], AtMost: 1)] };
        Make().Pick(slate, 3).Order().ShouldBe([0, 1, 2]);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Should.Throw<ArgumentException>(() => new Slate([float.NaN], [1], 1));
        Should.Throw<ArgumentException>(() => new Slate([1], [float.PositiveInfinity], 1));
        Should.Throw<ArgumentException>(() => new Slate([1], [float.NaN], 1));
        Should.Throw<ArgumentException>(() => new Slate([1, 2], [1], 1));
        Should.Throw<ArgumentException>(() => new Slate([1], [1, 2], 2, before: [1]));
        Should.Throw<ArgumentException>(() => Make().Pick(new Slate([1], [1], 1) { Apart = [new([1, 2], 3)] }, 1));
        Should.Throw<ArgumentException>(() => Make().Pick(new Slate([1], [1], 1) { Apart = [new([1], 0)] }, 1));
        Should.Throw<ArgumentException>(() => Make().Pick(new Slate([1], [1], 1) { Quotas = [new([true], AtLeast: 2, AtMost: 1)] }, 1));
    }

    [Fact]
    public void When_places_are_few_who_helps_two_quotas_comes_before_who_helps_one()
    {
        bool[] fresh = [false, true, false, true], local = [false, false, true, true];
        var slate = new Slate([4, 3, 2, 1], new float[4], 1) { Quotas = [new(fresh, AtLeast: 1), new(local, AtLeast: 1)] };
        Make().Pick(slate, 1).ShouldBe([3]);
        // two places are enough for one each
        var picked = Make().Pick(slate, 2);
        picked.ShouldContain(i => fresh[i]);
        picked.ShouldContain(i => local[i]);
    }
}
