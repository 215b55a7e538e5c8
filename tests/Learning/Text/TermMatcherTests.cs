using FsCheck;
using FsCheck.Fluent;
using Kaki.Learning.Text;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Text;

public class TermMatcherTests
{
    static readonly TermMatcher matcher = TermMatcher.Build(
    [
        new("法轮功") { Pinyin = true, Label = "cult" },
        new("枪支"), new("viagra"), new("ass"), new("64"), new("加微信"), new("fuck you"), new("性交"),
        new("🔞"), new("www.spam-site.cn"), new("毒"), new("台独") { Exact = true }, new("c++"),
    ], ["两性交流", "异性交往", "毒药"]);

    [Theory]
    [InlineData("练法轮功的人", "法轮功", 1, 3)]
    [InlineData("練法輪功的人", "法轮功", 1, 3)]
    [InlineData("练法*轮*功的人", "法轮功", 1, 5)]
    [InlineData("练法 轮 功的人", "法轮功", 1, 5)]
    [InlineData("练法，轮，功的人", "法轮功", 1, 5)]
    [InlineData("练法\u200B轮😀功的人", "法轮功", 1, 6)]
    [InlineData("练氵去轮功的人", "法轮功", 1, 4)]
    [InlineData("练氵去车仑工力的人", "法轮功", 1, 6)]
    [InlineData("练falungong的人", "法轮功", 1, 9)]
    [InlineData("练 Fa Lun Gong 的人", "法轮功", 2, 11)]
    [InlineData("练fa轮功的人", "法轮功", 1, 4)]
    [InlineData("买木仓支", "枪支", 1, 3)]
    [InlineData("buy ＶＩＡＧＲＡ now", "viagra", 4, 6)]
    [InlineData("buy v1@gra now", "viagra", 4, 6)]
    [InlineData("buy v.i.a.g.r.a now", "viagra", 4, 11)]
    [InlineData("buy v i a g r a now", "viagra", 4, 11)]
    [InlineData("buy viаgrа now", "viagra", 4, 6)]
    [InlineData("you ａss", "ass", 4, 3)]
    [InlineData("fuck  you", "fuck you", 0, 9)]
    [InlineData("Ⓕⓤⓒⓚ you", "fuck you", 0, 8)]
    [InlineData("快加V微信", null, 0, 0)]
    [InlineData("快加-微-信", "加微信", 1, 5)]
    [InlineData("看🔞吗", "🔞", 1, 2)]
    [InlineData("六⑥④四", "64", 1, 2)]
    [InlineData("台独", "台独", 0, 2)]
    [InlineData("臺獨", "台独", 0, 2)]
    [InlineData("I write c++", "c++", 8, 1)]
    [InlineData("见www.spam-site.cn。", "www.spam-site.cn", 1, 16)]
    [InlineData("见WWW。spamsite点 cn", null, 0, 0)]
    [InlineData("见WWW。spamsite。cn", "www.spam-site.cn", 1, 15)]
    public void Finds_a_term_where_it_stands(string text, string? term, int start, int length)
    {
        var hits = matcher.Find(text).Where(hit => hit.Term.Text == term).ToArray();
        if (term is null) matcher.Find(text).ShouldBeEmpty();
        else hits.Select(hit => (hit.Start, hit.Length)).ShouldBe([(start, length)]);
    }

    [Theory]
    [InlineData("方法，轮到你功课了")]
    [InlineData("first class glass")]
    [InlineData("ba lb4")]
    [InlineData("b4")]
    [InlineData("the has some")]
    [InlineData("台*独")]
    [InlineData("台-独")]
    [InlineData("两性交流很重要")]
    [InlineData("異性交往")]
    [InlineData("这是毒药")]
    [InlineData("v1@9r4")]
    [InlineData("")]
    public void Leaves_innocent_text_alone(string text) => matcher.Find(text).ShouldBeEmpty();

    static readonly string[] pieces = ["法", "轮", "功", "枪", "支", "木", "仓", "a", "s", "S", "$", "5", "6", "4", " ", "*", "，", "\n", "😀", "毒", "fa", "gong", "１", "輪", "\u200B", "vi", "agra", "1", "@", "-", "中"];

    static Arbitrary<string> Bent() => Gen.Elements(pieces).ListOf().Select(list => string.Concat(list)).ToArbitrary();

    [Fact]
    public void A_list_finds_what_its_terms_find_one_by_one()
    {
        Term[] terms = [new("法轮功") { Pinyin = true }, new("枪支"), new("ass"), new("64"), new("毒"), new("轮功"), new("法轮") { Exact = true }, new("viagra"), new("功枪") { Innocent = ["轮功枪"] }, new("s") { Inside = true }, new("$5")];
        var all = TermMatcher.Build(terms);
        var each = terms.Select(term => TermMatcher.Build([term])).ToArray();
        Prop.ForAll(Bent(), text => all.Find(text).OrderBy(h => (h.Start, h.Length)).ThenBy(h => h.Term.Text, StringComparer.Ordinal)
                .ShouldBe(each.SelectMany(one => one.Find(text)).OrderBy(h => (h.Start, h.Length)).ThenBy(h => h.Term.Text, StringComparer.Ordinal)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    static readonly string[] odd = [.. pieces, "e\u0301", "ß", "ﬁ", "\uD83D", "\uDD1E", "🔞", "𠀀", "\uFFFF", "\0", "i!", "|", "@", "〇", "か\u3099", "ＡＳＳ", "аss", "      ", "￥", "点", "com", "b", "e"];

    static Gen<Term> AnyTerm() =>
        from text in Gen.Elements(odd).NonEmptyListOf().Select(list => string.Concat(list))
        from exact in Gen.Elements(true, false, false)
        from inside in Gen.Elements(true, false, false)
        from pinyin in Gen.Elements(true, false)
        select new Term(text.Length <= 16 ? text : text[..16]) { Exact = exact, Inside = inside, Pinyin = pinyin };

    static bool IsTerm(Term term) => Folding.Key(term.Text).Any(c => !char.IsWhiteSpace(c));

    [Fact]
    public void Any_list_finds_in_any_text_what_a_walk_from_every_place_finds()
    {
        var cases = from terms in AnyTerm().Where(IsTerm).ListOf()
                    from text in Gen.Elements(odd).Or(Gen.Elements(terms.Select(term => term.Text).DefaultIfEmpty("法").ToArray())).ListOf().Select(list => string.Concat(list))
                    from times in Gen.Elements(1, 1, 1, 400)
                    select (Terms: terms, Text: string.Concat(Enumerable.Repeat(text, times)));
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var matcher = TermMatcher.Build(one.Terms);
            matcher.Find(one.Text).ShouldBe(matcher.FindFromEveryPlace(one.Text));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Theory]
    [InlineData(2047)]
    [InlineData(2048)]
    [InlineData(2049)]
    [InlineData(4096)]
    public void A_term_is_found_wherever_a_stretch_ends(int length)
    {
        var long1 = TermMatcher.Build(["法轮功" + new string('天', 60), "v" + new string('i', 62) + "x", "法轮"]);
        foreach (var term in new[] { "法轮功" + new string('天', 60), "v" + new string('i', 62) + "x" })
        foreach (var filling in new[] { "中", " ", "a ", "*" })
            for (var before = length - 70; before < length + 3; before += 5)
            {
                var text = string.Concat(Enumerable.Repeat(filling, before / filling.Length)) + " " + string.Join("-*-*-*-*", term.AsEnumerable()) + " " + new string('中', 100);
                long1.Find(text).Any(hit => hit.Term.Text == term).ShouldBeTrue($"{before} {filling}");
                long1.Find(text).ShouldBe(long1.FindFromEveryPlace(text));
            }
    }

    [Fact]
    public void Exact_terms_find_what_a_plain_search_finds()
    {
        string[] words = ["法", "轮功", "功枪", "ass", "s5", "64", "木仓", "agra1", "中"];
        var matcher = TermMatcher.Build(words.Select(word => new Term(word) { Exact = true, Inside = true }));
        var plain = Gen.Elements(pieces.Where(p => p.Length > 0 && p.All(char.IsLetterOrDigit)).ToArray()).ListOf().Select(list => string.Concat(list)).ToArbitrary();
        Prop.ForAll(plain, text =>
        {
            var folded = Folding.Key(text);
            var expected = from word in words
                           from start in Enumerable.Range(0, folded.Length)
                           where string.CompareOrdinal(folded, start, word, 0, word.Length) == 0
                           orderby start, word
                           select (start, word.Length, word);
            matcher.Find(text).Select(h => (h.Start, h.Length, h.Term.Text)).OrderBy(h => h.Start).ThenBy(h => h.Text).ShouldBe(expected.Select(e => (e.start, e.Length, e.word)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    // few letters and long terms: many share their first two, five, eight
    static Gen<string> Run(int least, int most) =>
        from length in Gen.Choose(least, most)
        from letters in Gen.Elements('a', 'b', '1', '轮', '功').ListOf(length)
        select string.Concat(letters);

    [Fact]
    public void Terms_that_begin_alike_are_found_where_a_plain_search_finds_them()
    {
        var cases = from words in Run(1, 14).NonEmptyListOf()
                    from text in Run(0, 40).Or(Gen.Elements(words.ToArray())).ListOf().Select(list => string.Concat(list))
                    select (Words: words.Distinct().ToArray(), Text: text);
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var expected = from word in one.Words
                           from start in Enumerable.Range(0, one.Text.Length)
                           where string.CompareOrdinal(one.Text, start, word, 0, word.Length) == 0
                           select (start, word);
            TermMatcher.Build(one.Words.Select(word => new Term(word) { Exact = true, Inside = true })).Find(one.Text)
                .Select(hit => (hit.Start, hit.Term.Text)).Order().ShouldBe(expected.Order());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void Whatever_is_thrown_at_it_places_stay_inside() => Prop.ForAll<string?>(given =>
    {
        var text = given + "法\uD83D轮功\uDC00" + given;
        foreach (var hit in matcher.Find(text)) hit.End.ShouldBeLessThanOrEqualTo(text.Length);
    }).QuickCheckThrowOnFailure();

    [Fact(Timeout = 20_000)]
    public Task A_long_row_of_signs_that_could_be_letters_is_read_in_time() => Task.Run(() =>
    {
        var signs = TermMatcher.Build(["iiiiiiiiiiiiiiiiiiiiiiiiiiiiiix", "ssssssssssssssssss", "sasasasasasasasa"]);
        signs.Find(new string('!', 500) + string.Concat(Enumerable.Repeat("$@", 250))).ShouldNotBeNull();
    }, TestContext.Current.CancellationToken);

    [Fact]
    public void Ten_thousand_terms_are_found_each()
    {
        var random = new Random(5);
        var words = Enumerable.Range(0, 10_000).Select(_ => string.Concat(Enumerable.Range(0, random.Next(2, 6)).Select(_ => (char)random.Next(0x4E00, 0x9FA5)))).Distinct().ToArray();
        var big = TermMatcher.Build(words);
        big.Count.ShouldBe(words.Length);
        words.Where(word => !big.Find("去" + word + "了").Any(hit => hit.Term.Text == word && hit.Start == 1 && hit.Length == word.Length)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("\u200B")]
    public void A_term_that_is_nothing_is_refused(string word) => Should.Throw<ArgumentException>(() => TermMatcher.Build([word]));

    [Fact]
    public void A_term_too_long_is_refused() => Should.Throw<ArgumentException>(() => TermMatcher.Build([new string('毒', 65)]));

    [Fact]
    public void An_empty_list_finds_nothing() => TermMatcher.Build(Array.Empty<Term>()).Find("法轮功").ShouldBeEmpty();

    [Fact]
    public void The_same_term_twice_is_found_once_and_innocent_where_one_of_them_is()
    {
        var matcher = TermMatcher.Build([new Term("性交") { Innocent = ["两性交流"] }, new Term("性交") { Innocent = ["性交易法"] }, new Term("性交")]);
        matcher.Count.ShouldBe(1);
        matcher.Find("说性交的").Count.ShouldBe(1);
        matcher.Find("两性交流").ShouldBeEmpty();
        matcher.Find("性交易法").ShouldBeEmpty();
        TermMatcher.Build([new Term("茶") { Label = "a" }, new Term("茶") { Label = "b" }]).Find("茶").Count.ShouldBe(2);
    }
}
