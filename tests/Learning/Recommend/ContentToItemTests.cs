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

    [Fact]
    public void Who_did_one_thing_alone_that_nobody_else_has_touched_is_given_its_like()
    {
        // 0 to 19 are popular, 20 and 21 are new and read alike
        Signal[][] lists = [.. Enumerable.Range(0, 10).Select(_ => Enumerable.Range(0, 20).Select(item => new Signal(item)).ToArray())];
        var touched = ItemToItem.Fit(Interactions.From(lists, items: 22));
        var read = ContentToItem.Fit([.. Enumerable.Range(0, 20).Select(item => Text($"thing{item}")), Text("celadon cup"), Text("celadon pot")]);
        var best = new Scored[5];
        new Blend(touched, read).Recommend([new(20)], best).ShouldBe(5);
        best[0].Item.ShouldBe(21);
        best[0].Score.ShouldBeGreaterThan(0);
        best[1..].ShouldAllBe(found => found.Score == 0 && found.Item < 20);
    }

    [Fact]
    public void A_share_that_is_none_is_refused()
    {
        var read = ContentToItem.Fit([Text("tea"), Text("tea")]);
        foreach (var share in (float[])[-0.1f, 1.1f, float.NaN]) Should.Throw<ArgumentOutOfRangeException>(() => new Blend(read, read, share));
        var best = new Scored[1];
        foreach (var share in (float[])[0, 1]) new Blend(read, read, share).Recommend([new(0)], best).ShouldBe(1);
    }

    [Theory, InlineData(1e-20f), InlineData(1e-30f), InlineData(float.Epsilon)]
    public void A_count_next_to_nothing_takes_nothing_from_the_others(float count)
    {
        ItemFeatures little = new(new Dictionary<string, float> { ["tea"] = count });
        var best = new Scored[3];
        var model = ContentToItem.Fit([little, Text("tea"), Text("scarf")]);
        foreach (var found in best[..model.Recommend([new(0)], best)]) float.IsFinite(found.Score).ShouldBeTrue();
        Similar(model, 1).ShouldBe([0]);
    }

    [Fact]
    public void Learning_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Should.Throw<OperationCanceledException>(() => ContentToItem.Fit([Text("tea")], cancel: cancel.Token));
        Should.Throw<OperationCanceledException>(() => MemberToMember.Fit(Interactions.From([[new(0)]]), cancel: cancel.Token));
    }
}
