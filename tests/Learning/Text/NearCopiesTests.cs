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
}
