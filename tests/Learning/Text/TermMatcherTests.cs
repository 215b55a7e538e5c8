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
        new("🔞"), new("毒"), new("台独") { Exact = true }, new("c++"),
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
}
