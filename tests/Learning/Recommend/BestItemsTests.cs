using FsCheck;
using FsCheck.Fluent;
using Kaki.Learning.Recommend;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Recommend;

public class BestItemsTests
{
    static Scored[] Best(float[] scores, int count)
    {
        var best = new Scored[count];
        return best[..BestItems.Select(scores, best)];
    }

    [Fact]
    public void It_is_what_sorting_gives() => Prop.ForAll<int[]>(numbers =>
    {
        var scores = numbers.Select(number => (float)(number % 7)).ToArray();
        var sorted = scores.Select((score, item) => new Scored(item, score)).Where(found => found.Score > 0).OrderByDescending(found => found.Score).ThenBy(found => found.Item);
        foreach (var count in new[] { 1, 3, 20 }) Best(scores, count).ShouldBe(sorted.Take(count));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Many_scores_are_looked_at_each_once()
    {
        var chance = new Random(1);
        var scores = Enumerable.Range(0, 10_007).Select(_ => chance.NextSingle()).ToArray();
        Best(scores, 50).ShouldBe(scores.Select((score, item) => new Scored(item, score)).OrderByDescending(found => found.Score).Take(50));
    }

    [Fact]
    public void A_long_answer_is_what_sorting_gives_equal_ones_too()
    {
        var chance = new Random(2);
        foreach (var different in new[] { 3, 500, 1_000_000 })
        {
            var scores = Enumerable.Range(0, 5_003).Select(_ => (float)(chance.Next(different) - different / 10)).ToArray();
            var sorted = scores.Select((score, item) => new Scored(item, score)).Where(found => found.Score > 0).OrderByDescending(found => found.Score).ThenBy(found => found.Item).ToArray();
            foreach (var count in new[] { 65, 200, 600, 6_000 }) Best(scores, count).ShouldBe(sorted.Take(count));
        }
    }

    [Fact]
    public void What_is_not_above_zero_or_no_number_never_enters() =>
        Best([float.NaN, 0, -1, 2, float.NaN, float.NegativeInfinity, 1], 5).ShouldBe([new(3, 2), new(6, 1)]);
}
