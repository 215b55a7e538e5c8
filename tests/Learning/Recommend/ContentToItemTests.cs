using Kaki.Learning.Recommend;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Recommend;

public class ContentToItemTests
{
    static ItemFeatures Text(string words, params string[] tags) => ItemFeatures.Of(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), tags);

    static int[] Similar(ContentToItem model, int item)
    {
        var best = new Scored[10];
        return [.. best[..model.Similar(item, best)].Select(found => found.Item)];
    }

    [Fact]
    public void What_reads_alike_is_near_and_what_shares_no_word_is_not()
    {
        var model = ContentToItem.Fit([Text("green tea from hangzhou"), Text("black tea from yunnan"), Text("wool scarf"), Text("green tea pot")]);
        Similar(model, 0)[0].ShouldBe(3);
        Similar(model, 0).ShouldContain(1);
        Similar(model, 0).ShouldNotContain(2);
    }

    [Fact]
    public void A_rare_word_says_more_than_a_common_one()
    {
        var model = ContentToItem.Fit([Text("new celadon"), Text("new"), Text("new"), Text("celadon"), Text("new"), Text("new")]);
        Similar(model, 0)[0].ShouldBe(3);
    }

    [Fact]
    public void A_tag_is_not_the_word_of_the_same_letters() =>
        Similar(ContentToItem.Fit([Text("", "tea"), Text("tea"), Text("pot", "tea")]), 0).ShouldBe([2]);

    [Fact]
    public void What_looks_alike_is_near_and_what_has_no_picture_is_judged_by_its_words()
    {
        static ItemFeatures Seen(params float[] picture) => ItemFeatures.Of([], [], picture);
        var model = ContentToItem.Fit([Seen(1, 0, 0), Seen(0.9f, 0.1f, 0), Seen(0, 1, 0), Seen(0, 0, 1), Text("words"), Seen(float.NaN, 1, 1)]);
        Similar(model, 0).ShouldBe([1]);
        Similar(model, 4).ShouldBeEmpty();
        Similar(model, 5).ShouldBeEmpty();
    }

    [Fact]
    public void Counts_that_are_no_numbers_are_left_out() =>
        Similar(ContentToItem.Fit([new(new Dictionary<string, float> { ["a"] = float.NaN, ["b"] = 1, ["c"] = -2 }), Text("a c"), Text("b")]), 0).ShouldBe([2]);

    [Fact]
    public void Pictures_of_two_widths_and_a_share_beyond_one_are_refused()
    {
        Should.Throw<ArgumentException>(() => ContentToItem.Fit([ItemFeatures.Of([], [], [1, 2]), ItemFeatures.Of([], [], [1])]));
        Should.Throw<ArgumentOutOfRangeException>(() => ContentToItem.Fit([], 1.5f));
        Should.Throw<ArgumentOutOfRangeException>(() => ContentToItem.Fit([], float.NaN));
    }

    [Fact]
    public void Blended_in_it_brings_what_nobody_has_touched()
    {
        var touched = ItemToItem.Fit(Interactions.From([[new(0), new(1)], [new(0), new(2)]], items: 4));
        var read = ContentToItem.Fit([Text("tea"), Text("scarf"), Text("hat"), Text("tea")]);
        var best = new Scored[3];
        new Blend(touched, read).Recommend([new(0)], best).ShouldBe(3);
        best.Select(found => found.Item).ShouldContain(3);
        best.Select(found => found.Item).ShouldNotContain(0);
    }
}
