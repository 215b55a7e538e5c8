using FsCheck;
using FsCheck.Fluent;
using Kaki.Learning.Text;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Text;

public class QueryParserTests
{
    [Fact]
    public void Quotes_minus_and_words_are_told_apart()
    {
        var query = QueryParser.Parse("\"红色连衣裙\" dress -牛仔 -“very long”");
        query.Must.Select(c => (c.Text, c.IsPhrase)).ShouldBe([("红色连衣裙", true), ("dress", false)]);
        query.MustNot.Select(c => c.Text).ShouldBe(["牛仔", "very long"]);
    }

    [Fact]
    public void Joined_spellings_have_alternatives()
    {
        var clause = QueryParser.Parse("SK-II").Must.Single();
        clause.AnyOf.ShouldBe([["sk-ii"], ["skii"], ["sk", "ii"]]);
    }

    [Theory]
    [InlineData("red lipst", "lipst")]
    [InlineData("red lipst ", null)]
    [InlineData("l", null)]
    [InlineData("口红", null)]
    public void Only_a_latin_word_still_being_typed_is_a_prefix(string text, string? prefix) =>
        QueryParser.Parse(text).Must[^1].Prefix.ShouldBe(prefix);

    [Theory]
    [InlineData("")]
    [InlineData("  \t ")]
    [InlineData("-奶茶")]
    [InlineData("，。！")]
    [InlineData("\"\"")]
    [InlineData("-")]
    public void A_query_without_words_asks_for_nothing(string text)
    {
        QueryParser.Parse(text).IsEmpty.ShouldBeTrue();
        QueryParser.Parse(text).Matches(Analyser.Default.Cut("奶茶", CutMode.Index)).ShouldBeFalse();
    }

    [Fact]
    public void A_long_query_is_bounded()
    {
        var query = QueryParser.Parse(string.Join(' ', Enumerable.Range(0, 5000).Select(i => "w" + i)));
        query.Must.Count.ShouldBe(QueryParser.MaxClauses);
    }

    [Fact]
    public void Every_text_finds_itself() => Prop.ForAll(Gen.Elements("奶茶", "iPhone15", "的", " ", "SK-II", "红色連衣裙", "dress", "，", "3.5", "😀", "壳", "水")
        .NonEmptyListOf().Select(parts => string.Concat(parts)).ToArbitrary(), text =>
    {
        if (text.Length > QueryParser.MaxLength) return;
        var query = QueryParser.Parse(text);
        if (!query.IsEmpty) query.Matches(Analyser.Default.Cut(text, CutMode.Index)).ShouldBeTrue(text);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("神仙水", "SK-II神仙水真好，神仙也爱水", "神仙水")]
    [InlineData("臺灣", "去台湾，回臺灣", "台湾|臺灣")]
    [InlineData("dresses", "A Dress and dresses", "Dress|dresses")]
    [InlineData("lip", "Lipstick, lips", "Lipstick|lips")]
    [InlineData("iphone15", "iPhone 15 与 iPhone15", "iPhone 15|iPhone15")]
    [InlineData("红色 连衣裙", "红色连衣裙", "红色连衣裙")]
    [InlineData("\"奶茶\" -珍珠", "奶茶和珍珠", "奶茶")]
    [InlineData("水", "ＳＫ神仙水", "水")]
    [InlineData("kg", "10㎏大米", "㎏")]
    [InlineData("狗", "猫", "")]
    public void Highlights_fall_on_the_words(string query, string text, string lit) =>
        string.Join('|', Highlight.Ranges(text, QueryParser.Parse(query)).Select(r => text.Substring(r.Start, r.Length))).ShouldBe(lit);

    [Fact]
    public void Highlights_are_ordered_apart_and_inside() => Prop.ForAll<string?, string?>((given, asked) =>
    {
        var text = given ?? "";
        var end = -1;
        foreach (var range in Highlight.Ranges(text, QueryParser.Parse(asked + " " + text)))
        {
            range.Start.ShouldBeGreaterThan(end);
            range.Length.ShouldBeGreaterThan(0);
            end = range.End;
        }
        end.ShouldBeLessThanOrEqualTo(text.Length);
    }).QuickCheckThrowOnFailure();
}
