using FsCheck;
using FsCheck.Fluent;
using Kaki.Learning.Rank;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Rank;

public class SpacingTests
{
    static readonly Spacing.Rule<string> author = new(note => note[0], Window: 3);

    [Fact]
    public void One_author_does_not_stand_twice_among_three_neighbours() =>
        Spacing.Spread(["a1", "a2", "a3", "b1", "b2", "c1"], [author]).ShouldBe(["a1", "b1", "c1", "a2", "b2", "a3"]);

    [Fact]
    public void A_list_without_conflict_keeps_its_order() =>
        Spacing.Spread(["a1", "b1", "c1", "a2"], [author]).ShouldBe(["a1", "b1", "c1", "a2"]);

    [Fact]
    public void When_all_conflict_rank_decides() => Spacing.Spread(["a1", "a2", "a3"], [author]).ShouldBe(["a1", "a2", "a3"]);

    [Fact]
    public void Nothing_is_alike_to_an_item_without_a_key() =>
        Spacing.Spread([1, 2, 3], [new Spacing.Rule<int>(_ => null, 3)]).ShouldBe([1, 2, 3]);

    [Fact]
    public void Two_of_a_category_may_stand_in_five() =>
        Spacing.Spread(["x1", "x2", "x3", "x4", "y1", "y2", "y3"], [new Spacing.Rule<string>(n => n[0], 5, 2)])
            .ShouldBe(["x1", "x2", "y1", "y2", "x3", "x4", "y3"], customMessage: "x1 x2 y1 y2 fill the quota; then the best of those that break it least");

    [Fact]
    public void Nothing_is_lost_or_doubled() => Prop.ForAll<string[]>(given =>
    {
        var notes = given.Where(n => n is { Length: > 0 }).ToArray();
        Spacing.Spread(notes, [author]).Order(StringComparer.Ordinal).ShouldBe(notes.Order(StringComparer.Ordinal));
    }).QuickCheckThrowOnFailure();
}
