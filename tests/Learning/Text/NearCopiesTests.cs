using FsCheck;
using FsCheck.Fluent;
using Kaki.Learning.Text;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Text;

public class NearCopiesTests
{
    const string Note = "今天去了外滩边上新开的咖啡馆，拿铁奶泡很细，窗边的位置可以看到江景，适合周末下午带一本书去坐坐。";

    [Fact]
    public void A_copy_with_other_signs_width_and_script_is_the_same() =>
        MinHash.Similarity(MinHash.Of(Note)!, MinHash.Of(Note.Replace("，", " 🌟 ").Replace("边", "邊").Replace("奶", "奶\u200B"))!).ShouldBeGreaterThan(0.8);

    public static TheoryData<string, string> Edits { get; } = new()
    {
        { "a sentence before", "姐妹们看过来！" + Note },
        { "a sentence after", Note + "地址在评论区，记得收藏。" },
        { "its halves swapped", Note[27..] + Note[..27] },
        { "cut short", Note[..38] },
        { "words exchanged", Note.Replace("咖啡馆", "奶茶店").Replace("周末", "假日") },
        { "traditional, with pictures", Note.Replace("边", "邊").Replace("开", "開").Replace("细", "細").Replace("，", "☕️") },
        { "full width and blanks", Note.Replace("，", "　，　") + "ＯＫ" },
        { "half a surrogate in each sentence", Note.Replace("，", "\uD83D，") },
        { "signs in every word", string.Join('*', Note.AsEnumerable()) },
    };

    [Theory, MemberData(nameof(Edits))]
    public void A_text_edited_as_copiers_do_is_found_and_its_passages_shown(string edit, string copy)
    {
        var known = new NearCopies();
        known.Add(1, Note);
        for (var i = 0; i < 200; i++) known.Add(100 + i, Characters(new Random(i), 50));
        known.Find(copy).Select(found => found.Id).ShouldBe([1], edit);
        SharedPassages.Between(copy, Note, 4).OfFirst.ShouldBeGreaterThan(0.6, edit);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.7)]
    public void Texts_meet_as_often_as_the_bands_promise(double common)
    {
        var random = new Random(4);
        var met = 0;
        for (var pair = 0; pair < 400; pair++)
        {
            // of n + 2m runs, n in common
            var (n, m) = (600, (int)(600 * (1 - common) / common / 2));
            var same = Characters(random, n);
            var known = new NearCopies();
            known.Add(1, same + Characters(random, m));
            met += known.Find(same + Characters(random, m), atLeast: 0).Count;
        }
        (met / 400.0).ShouldBe(1 - Math.Pow(1 - Math.Pow(common, 4), 32), 0.06);
    }

    [Fact]
    public void What_is_no_text_is_no_copy()
    {
        foreach (var nothing in new[] { "", "好", "！？…", "\uD83D\uD83D\uDC00", "\u200B\u200B\u200B\u200B" })
        {
            MinHash.Of(nothing).ShouldBeNull();
            new NearCopies().Find(nothing).ShouldBeEmpty();
            SharedPassages.Between(nothing, nothing).Passages.ShouldBeEmpty();
        }
    }

    [Fact(Timeout = 30_000)]
    public Task A_text_of_a_million_characters_that_repeats_itself_is_read_in_time() => Task.Run(() =>
    {
        var long1 = string.Concat(Enumerable.Repeat("好看好吃好玩", 100_000));
        var long2 = string.Concat(Enumerable.Repeat("好吃好玩好看啊", 100_000));
        MinHash.Similarity(MinHash.Of(long1)!, MinHash.Of(long2)!).ShouldBeGreaterThan(0.3);
        SharedPassages.Between(long1, long2).Passages.ShouldNotBeNull();
    }, TestContext.Current.CancellationToken);

    [Fact]
    public void A_thousand_copies_of_one_text_are_answered_with_as_many_as_were_asked_for()
    {
        var known = new NearCopies();
        for (var i = 0; i < 1000; i++) known.Add(i, Note);
        known.Find(Note, take: 3).ShouldBe([new(0, 1), new(1, 1), new(2, 1)]);
        known.Find(Note, take: 2000).Count.ShouldBe(1000);
    }

    static string Characters(Random random, int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)random.Next(0x4E00, 0x9FA5)));

    [Fact]
    public void The_estimate_is_near_the_share_of_common_wording()
    {
        var random = new Random(2);
        string Random(int n) => string.Concat(Enumerable.Range(0, n).Select(_ => (char)random.Next(0x4E00, 0x9FA5)));
        var (common, a, b) = (Random(600), Random(300), Random(300));
        // 598 of 598 + 2 · 302 runs in common
        MinHash.Similarity(MinHash.Of(common + a)!, MinHash.Of(common + b)!).ShouldBe(598 / 1198.0, 0.15);
        MinHash.Similarity(MinHash.Of(a)!, MinHash.Of(b)!).ShouldBeLessThan(0.05);
    }

    [Fact]
    public void Near_copies_are_found_and_others_are_not()
    {
        var known = new NearCopies();
        known.Add(1, Note).ShouldBeTrue();
        known.Add(2, "减脂餐一周不重样，鸡胸肉西兰花和糙米饭的五种做法，热量都在四百大卡以内，学生党也能做。").ShouldBeTrue();
        known.Add(3, "好").ShouldBeFalse();
        known.Find(Note + "推荐！").Select(copy => copy.Id).ShouldBe([1]);
        known.Find("周末滑雪攻略，雪场交通和装备租赁都在这里，新手请先看教练的视频再上初级道。").ShouldBeEmpty();
        known.Remove(1).ShouldBeTrue();
        known.Find(Note).ShouldBeEmpty();
        known.Add(2, Note);
        known.Find(Note).Single().ShouldBe(new NearCopies.Copy(2, 1));
        known.Count.ShouldBe(1);
    }

    [Fact]
    public void Shared_passages_are_shown_in_both_texts()
    {
        var copied = "转：拿铁奶泡很细！窗邊的位置可以看到江景 哈哈哈";
        var alignment = SharedPassages.Between(copied, Note);
        var passage = alignment.Passages.Single();
        copied.Substring(passage.First.Start, passage.First.Length).ShouldBe("拿铁奶泡很细！窗邊的位置可以看到江景");
        Note.Substring(passage.Second.Start, passage.Second.Length).ShouldBe("拿铁奶泡很细，窗边的位置可以看到江景");
        passage.Letters.ShouldBe(17);
        alignment.OfFirst.ShouldBe(17 / 21.0, 1e-12);
        SharedPassages.Between(Note, Note).OfSecond.ShouldBe(1);
        SharedPassages.Between("", Note).Passages.ShouldBeEmpty();
        SharedPassages.Between(Note, "完全不同的话").OfFirst.ShouldBe(0);
    }

    [Fact]
    public void Passages_never_overlap() => Prop.ForAll(Gen.Elements('a', 'b', ' ').ListOf().Select(c => string.Concat(c)).ToArbitrary(),
        Gen.Elements('a', 'b', ' ').ListOf().Select(c => string.Concat(c)).ToArbitrary(), (a, b) =>
        {
            var passages = SharedPassages.Between(a, b, 2).Passages;
            foreach (var (one, next) in passages.Zip(passages.Skip(1))) one.First.End.ShouldBeLessThanOrEqualTo(next.First.Start);
            foreach (var (one, next) in passages.OrderBy(p => p.Second.Start).Zip(passages.OrderBy(p => p.Second.Start).Skip(1))) one.Second.End.ShouldBeLessThanOrEqualTo(next.Second.Start);
            foreach (var p in passages)
                a.Substring(p.First.Start, p.First.Length).Replace(" ", "").ShouldBe(b.Substring(p.Second.Start, p.Second.Length).Replace(" ", ""));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_comes_goes_and_comes_again_leaves_nothing_behind()
    {
        var chance = new Random(8);
        var known = new NearCopies();
        string Text(int kind) => $"第{kind}种的一只杯子，釉色像雨后的天空，杯口有一圈细细的铁色，适合喝绿茶和白茶";
        var held = new Dictionary<long, int>();
        for (var turn = 0; turn < 2000; turn++)
        {
            var id = chance.Next(40);
            if (chance.Next(3) == 0) known.Remove(id).ShouldBe(held.Remove(id));
            else known.Add(id, Text(held[id] = chance.Next(5)));
        }
        known.Count.ShouldBe(held.Count);
        for (var kind = 0; kind < 5; kind++)
            known.Find(Text(kind), atLeast: 1, take: 100).Select(copy => copy.Id).ShouldBe(held.Where(pair => pair.Value == kind).Select(pair => pair.Key).Order());
    }
}
