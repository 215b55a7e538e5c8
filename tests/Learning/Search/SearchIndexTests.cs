using FsCheck;
using FsCheck.Fluent;
using Kaki.Learning.Models;
using Kaki.Learning.Search;
using Kaki.Learning.Text;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Search;

public class SearchIndexTests
{
    static SearchIndex Of(params string[] texts)
    {
        var index = new SearchIndex();
        for (var i = 0; i < texts.Length; i++) index.Add(new(i + 1, texts[i]));
        return index;
    }

    static long[] Found(SearchIndex index, string query) => [.. index.Search(query).Hits.Select(hit => hit.Id)];

    [Theory]
    [MemberData(nameof(Text.SearchSetTests.Lines), MemberType = typeof(Text.SearchSetTests))]
    public void The_must_hit_and_must_miss_set_holds(bool hit, string query, string document)
    {
        // a near spelling is an answer to another question, and says so
        var answer = Of(document).Search(query);
        (answer.Total > 0 && answer.Instead.Count == 0).ShouldBe(hit);
    }

    [Fact]
    public void It_finds_what_reading_every_document_would_find() => Prop.ForAll(Texts.ToArbitrary(), Queries.ToArbitrary(), (texts, query) =>
    {
        var index = new SearchIndex([new("text")]);
        index.AddAll(texts.Select((text, i) => new SearchDocument(i, text)), null, TestContext.Current.CancellationToken);
        var parsed = QueryParser.Parse(query);
        var answer = index.Search(query, 1000);
        if (answer.Instead.Count > 0) return;
        var expected = Enumerable.Range(0, texts.Length).Where(i => parsed.Matches(Analyser.Default.Cut(texts[i], CutMode.Index))).Select(i => (long)i);
        answer.Hits.Select(hit => hit.Id).Order().ShouldBe(expected, $"{query} in {string.Join(" | ", texts)}");
        answer.Total.ShouldBe(answer.Hits.Count);
    }).QuickCheckThrowOnFailure();

    static readonly Gen<string> Piece = Gen.Elements("手冲", "咖啡", "咖", "壳", "iPhone15", "iphone", "red", "dress", "dresses", " ", " ", "，", "的", "SK-II", "神仙水", "3.5", "😀", "カメラ", "a", "\uD840\uDC00", "\uD840", "coffee's", "c++");
    static readonly Gen<string> Line = Piece.ArrayOf().Select(pieces => string.Concat(pieces.Take(30)));
    static readonly Gen<string[]> Texts = Line.ArrayOf().Select(texts => texts.Take(200).ToArray());
    static readonly Gen<string> Queries = Gen.Elements("咖啡", "手冲咖啡", "\"手冲咖啡\"", "咖啡 -壳", "red dress", "\"red dress\"", "dress", "iphone15壳", "的", "水", "-咖啡", "", "re", "red -\"red dress\"", "skii", "\"skii\"", "\"c++\"", "\"red dresses\"", "\"SK-II 神仙水\"", "c++", "カメラ", "\uD840\uDC00", "神仙水 咖啡 red");

    [Theory]
    [InlineData("\"red dress\"", "two red dresses", true)]
    [InlineData("\"red dresses\"", "a red dress", false)]
    [InlineData("\"skii\"", "SK-II 神仙水", true)]
    [InlineData("\"神仙水\"", "神水仙", false)]
    [InlineData("\"手冲咖啡\"", "手冲 咖啡", false)]
    public void A_phrase_in_an_index_and_in_a_text_is_one_thing(string query, string text, bool found)
    {
        Found(Of(text), query).Length.ShouldBe(found ? 1 : 0);
        QueryParser.Parse(query).Matches(Analyser.Default.Cut(text, CutMode.Index)).ShouldBe(found);
    }

    [Fact]
    public void Long_lists_are_strided_over_without_loss()
    {
        var index = new SearchIndex([new("text")]);
        index.AddAll(Enumerable.Range(0, 20_000).Select(i => new SearchDocument(i, $"common {(i % 7 == 0 ? "seventh" : "")} {(i % 1_611 == 0 ? "rare rare" : "")}")), null, TestContext.Current.CancellationToken);
        index.Search("common rare", 1000).Hits.Select(hit => hit.Id).Order().ShouldBe(Enumerable.Range(0, 20_000).Where(i => i % 1_611 == 0).Select(i => (long)i));
        index.Search("seventh rare common", 1000).Total.ShouldBe(Enumerable.Range(0, 20_000).Count(i => i % 7 == 0 && i % 1_611 == 0));
        index.Search("common -seventh", 1).Total.ShouldBe(Enumerable.Range(0, 20_000).Count(i => i % 7 != 0));
        index.Search("\"common rare rare\"", 1000).Total.ShouldBe(Enumerable.Range(0, 20_000).Count(i => i % 7 != 0 && i % 1_611 == 0));
    }

    [Fact]
    public void A_title_counts_more_than_a_body_and_a_short_text_more_than_a_long_one()
    {
        var index = new SearchIndex();
        index.Add(new(1, "周末", "咖啡和很多别的东西，桌子椅子杯子勺子盘子，一直写到最后也没有再提到它"));
        index.Add(new(2, "周末", "咖啡"));
        index.Add(new(3, "咖啡", "周末"));
        Found(index, "咖啡").ShouldBe([3, 2, 1]);
    }

    [Fact]
    public void A_whole_word_comes_before_the_same_pairs_across_two_words() =>
        Found(Of("他把手冲洗干净了", "今天学手冲真好玩"), "手冲")[0].ShouldBe(2);

    [Fact]
    public void A_rare_word_weighs_more_than_a_common_one()
    {
        var index = new SearchIndex([new("text")]);
        for (var i = 0; i < 50; i++) index.Add(new(i, "blue cotton shirt"));
        index.Add(new(100, "blue cotton shirt indigo"));
        index.Search("blue indigo").Hits[0].Id.ShouldBe(100);
    }

    [Fact]
    public void A_phrase_does_not_reach_from_title_into_body()
    {
        var index = new SearchIndex();
        index.Add(new(1, "little red", "dress"));
        Found(index, "\"red dress\"").ShouldBe([]);
        Found(index, "red dress").ShouldBe([1]);
    }

    [Fact]
    public void The_last_word_may_be_unfinished() => Found(Of("ceramic teapot", "cermet"), "ceram").ShouldBe([1]);

    [Fact]
    public void A_misspelt_word_finds_its_neighbour_and_says_so()
    {
        var answer = Of("ceramic teapot", "wooden box").Search("cermaic box");
        answer.Total.ShouldBe(0);
        answer = Of("ceramic teapot", "wooden box").Search("cermaic ");
        answer.Hits.Single().Id.ShouldBe(1);
        answer.Instead["cermaic"].ShouldBe(["ceramic"]);
    }

    [Fact]
    public void A_removed_document_is_not_found_and_a_newer_one_takes_the_place_of_its_older()
    {
        var index = Of("red dress", "blue dress");
        index.Remove(1).ShouldBeTrue();
        index.Remove(1).ShouldBeFalse();
        Found(index, "dress").ShouldBe([2]);
        index.Add(new(2, "green hat"));
        Found(index, "dress").ShouldBe([]);
        Found(index, "hat").ShouldBe([2]);
        index.Count.ShouldBe(1);
    }

    [Fact]
    public void Nothing_asked_and_nothing_there_find_nothing()
    {
        Found(new SearchIndex(), "red").ShouldBe([]);
        Found(Of("", " ", "。"), "。").ShouldBe([]);
        Found(Of("red"), "").ShouldBe([]);
        Found(Of("red"), "-red").ShouldBe([]);
    }

    [Fact]
    public void A_document_too_long_is_found_by_its_beginning()
    {
        var index = Of("first " + string.Concat(Enumerable.Repeat("word ", 100_000)) + "last");
        Found(index, "first word").ShouldBe([1]);
        Found(index, "last").ShouldBe([]);
    }

    [Fact]
    public void Many_at_once_are_the_same_as_one_by_one_and_as_loaded()
    {
        var documents = Enumerable.Range(0, 3000).Select(i => new SearchDocument(i, $"第{i % 13}杯 手冲咖啡", $"dress {i % 7} 的杯子 cup{i % 101}")).ToArray();
        var (one, many) = (new SearchIndex(), new SearchIndex());
        foreach (var document in documents) one.Add(document);
        many.AddAll(documents, null, TestContext.Current.CancellationToken);
        var path = Path.Combine(Directory.CreateTempSubdirectory("kaki-search").FullName, "index");
        many.Save(path);
        var loaded = SearchIndex.Load(path);
        foreach (var query in new[] { "咖啡", "cup5", "\"手冲咖啡\" cup100", "杯子 -cup7", "dress 3" })
        {
            var wanted = one.Search(query, 50);
            many.Search(query, 50).Hits.ShouldBe(wanted.Hits);
            loaded.Search(query, 50).Hits.ShouldBe(wanted.Hits);
            loaded.Search(query, 50).Total.ShouldBe(wanted.Total);
        }
    }

    [Fact]
    public void An_index_of_another_analyser_and_a_torn_one_are_refused()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("kaki-search").FullName, "index");
        Of("red").Save(path);
        Should.Throw<ModelFileException>(() => SearchIndex.Load(path, Analyser.Default.With(["山野炊烟"]))).Fault.ShouldBe(ModelFault.OtherVersion);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^1]);
        Should.Throw<ModelFileException>(() => SearchIndex.Load(path)).Fault.ShouldBe(ModelFault.Torn);
    }

    [Fact]
    public void Taking_in_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Should.Throw<OperationCanceledException>(() => new SearchIndex().AddAll([new(1, "red")], null, cancel.Token));
    }

    [Fact]
    public void Fields_without_weight_are_refused()
    {
        Should.Throw<ArgumentException>(() => new SearchIndex([]));
        Should.Throw<ArgumentException>(() => new SearchIndex([new("title", 0)]));
        Should.Throw<ArgumentException>(() => new SearchIndex([new("title", double.NaN)]));
        Should.Throw<ArgumentOutOfRangeException>(() => Of("red").Search("red", 0));
    }

    [Fact]
    public void Many_search_at_once_where_there_is_no_Latin_word()
    {
        for (var turn = 0; turn < 20; turn++)
        {
            var index = new SearchIndex();
            index.AddAll(Enumerable.Range(0, 50).Select(i => new SearchDocument(i, "手冲咖啡", "杯子")));
            Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => index.Search("coffee cap", 5).Total.ShouldBe(0));
        }
    }

    [Fact]
    public void The_shorter_of_two_long_texts_comes_first()
    {
        var index = new SearchIndex();
        index.Add(new(1, "", "celadon " + string.Concat(Enumerable.Repeat("plain ", 700))));
        index.Add(new(2, "", "celadon " + string.Concat(Enumerable.Repeat("plain ", 3000))));
        Found(index, "celadon").ShouldBe([1, 2]);
    }
}
