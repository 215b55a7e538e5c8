using FsCheck;
using FsCheck.Fluent;
using Kaki.Learning.Text;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Text;

public class AnalyserTests
{
    static string[] Texts(string text, CutMode mode, params TokenKind[] kinds) =>
        Analyser.Default.Cut(text, mode).Where(t => kinds.Length == 0 || kinds.Contains(t.Kind)).Select(t => t.Text).ToArray();

    [Theory]
    [InlineData("今天去北京旅游", "今天|北京|旅游")]
    [InlineData("研究生命起源", "研究|生命起源")]
    [InlineData("结婚的和尚未结婚的", "结婚|尚未|结婚")]
    [InlineData("南京市长江大桥", "南京市|长江大桥")]
    [InlineData("武汉市长江大桥", "武汉市|长江大桥")]
    [InlineData("珍珠奶茶", "珍珠奶茶")]
    [InlineData("連衣裙", "连衣裙")]
    public void Chinese_is_cut_where_words_end(string text, string words) =>
        string.Join('|', Texts(text, CutMode.Index, TokenKind.Word)).ShouldBe(words);

    [Fact]
    public void A_long_word_also_gives_its_parts() =>
        Texts("中国农业发展银行", CutMode.Index, TokenKind.Word, TokenKind.Part)
            .ShouldBe(["中国农业发展银行", "中国", "农业", "农业发展银行", "发展", "银行"], ignoreOrder: true);

    [Fact]
    public void An_index_holds_every_character_and_pair()
    {
        Texts("神仙水", CutMode.Index, TokenKind.Character).ShouldBe(["神", "仙", "水"]);
        Texts("神仙水", CutMode.Index, TokenKind.Bigram).ShouldBe(["神仙", "仙水"]);
    }

    [Fact]
    public void A_query_asks_for_a_single_character_only_when_it_has_no_other()
    {
        Texts("神仙水", CutMode.Query, TokenKind.Character).ShouldBeEmpty();
        Texts("水", CutMode.Query).ShouldBe(["水"]);
    }

    [Fact]
    public void Mixed_text_falls_into_its_scripts()
    {
        Texts("iPhone15壳", CutMode.Index).ShouldBe(["iphone", "15", "iphone15", "壳"]);
        Texts("SK-II神仙水", CutMode.Query).ShouldBe(["sk", "ii", "sk-ii", "skii", "神仙", "仙水", "神仙水"]);
        Texts("学C++和C#", CutMode.Index, TokenKind.Joined).ShouldBe(["c++", "c#"]);
        Texts("白色T恤", CutMode.Index, TokenKind.Word).ShouldBe(["白色", "t恤"]);
    }

    [Fact]
    public void Every_token_knows_its_place_in_the_original()
    {
        var text = "買ＳＫ－ＩＩ❤️神仙水㎏";
        foreach (var token in Analyser.Default.Cut(text, CutMode.Index).Where(t => t.Kind is not (TokenKind.Stem or TokenKind.Joined)))
            Folding.Key(text.Substring(token.Start, token.Length)).ShouldBe(token.Text);
    }

    [Fact]
    public void Names_of_the_site_become_words_and_a_new_version()
    {
        var text = "黛珂紫苏水测评";
        var grown = Analyser.Default.With(["黛珂", "紫苏水", "x"]);
        grown.Cut(text, CutMode.Index).Where(t => t.Kind == TokenKind.Word).Select(t => t.Text).ShouldBe(["黛珂", "紫苏水", "测评"]);
        grown.Version.ShouldNotBe(Analyser.Default.Version);
        Analyser.Default.With(["紫苏水", "黛珂"]).Version.ShouldBe(Analyser.Default.With(["黛珂", "紫苏水"]).Version);
        Analyser.Default.With([]).Version.ShouldBe(Analyser.Default.Version);
    }

    [Fact]
    public void Any_string_can_be_cut_and_places_never_leave_it() => Prop.ForAll<string?>(given =>
    {
        var text = (given ?? "") + "\uD800中\uDC00ﬁ" + given;
        foreach (var mode in new[] { CutMode.Index, CutMode.Query })
            foreach (var token in Analyser.Default.Cut(text, mode))
            {
                token.Text.ShouldNotBeEmpty();
                token.Start.ShouldBeGreaterThanOrEqualTo(0);
                token.Length.ShouldBeGreaterThan(0);
                token.End.ShouldBeLessThanOrEqualTo(text.Length);
            }
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("ＡＢＣ１２３", "abc123")]
    [InlineData("ﾊﾟｿｺﾝ", "パソコン")]
    [InlineData("É\u0301lan", "elan")]
    [InlineData("①㎏Ⅱ", "1kgii")]
    [InlineData("a\u200Bb\uFEFFc", "abc")]
    [InlineData("𝐁𝐨𝐥𝐝", "bold")]
    [InlineData("後裏臺灣髮發鐘鍾", "后里台湾发发钟钟")]
    [InlineData("Straße", "strasse")]
    [InlineData("𠮷野家", "𠮷野家")]
    public void What_reads_the_same_folds_to_one_form(string text, string folded) => Folding.Key(text).ShouldBe(folded);

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() => Folding.Key("a\uD83Db").ShouldBe("a\uFFFDb");

    [Fact]
    public void Folding_twice_changes_nothing() => Prop.ForAll<string?>(given =>
    {
        var once = Folding.Key(given ?? "");
        Folding.Key(once).ShouldBe(once);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_simplified_character_is_folded_again()
    {
        for (var c = '\u3400'; c < '\uA000'; c++) Folding.Key(Folding.Key(c.ToString())).ShouldBe(Folding.Key(c.ToString()));
    }

    [Theory]
    [InlineData("珍珠奶茶", "zhenzhunaicha", "zznc")]
    [InlineData("連衣裙 XL", "lianyiqunxl", "lyqxl")]
    [InlineData("绿茶", "lvcha", "lc")]
    [InlineData("成都市的音樂節", "chengdushideyinyuejie", "cdsdyyj")]
    [InlineData("目的地重庆", "mudidichongqing", "mddcq")]
    [InlineData("银行卡和西藏行", "yinhangkahexizangxing", "yhkhxzx")]
    public void Pinyin_is_read_by_the_word_or_the_commonest_sound(string text, string full, string initials)
    {
        Pinyin.Full(text).ShouldBe(full);
        Pinyin.Initials(text).ShouldBe(initials);
        Pinyin.Count.ShouldBeGreaterThan(4000);
    }

    [Theory]
    [InlineData("dresses", "dress")]
    [InlineData("shoes", "shoe")]
    [InlineData("cities", "city")]
    [InlineData("running", "run")]
    [InlineData("making", "make")]
    [InlineData("buying", "buy")]
    [InlineData("washed", "wash")]
    [InlineData("glass", "glass")]
    [InlineData("bus", "bus")]
    [InlineData("string", "string")]
    [InlineData("need", "need")]
    public void English_is_stemmed_lightly(string word, string stem) => EnglishStem.Of(word).ShouldBe(stem);
}
