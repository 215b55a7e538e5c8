using FsCheck;
using FsCheck.Fluent;
using Kaki.Learning.Text;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Text;

public class TypoTests
{
    [Theory]
    [InlineData("lipstick", "lipstick", 0)]
    [InlineData("lipstcik", "lipstick", 1)]
    [InlineData("lipstik", "lipstick", 1)]
    [InlineData("lipsstick", "lipstick", 1)]
    [InlineData("lapstock", "lipstick", 2)]
    [InlineData("mascara", "lipstick", 3)]
    [InlineData("ca", "abc", 3)]
    [InlineData("", "ab", 2)]
    public void Distance_counts_edits_and_swaps(string a, string b, int distance) => Typo.Distance(a, b, 2).ShouldBe(distance);

    [Fact]
    public void The_band_gives_what_the_whole_table_gives()
    {
        var words = Gen.Elements('a', 'b', 'c').ListOf().Select(letters => string.Concat(letters.Take(12))).ToArbitrary();
        Prop.ForAll(words, words, (a, b) =>
        {
            for (var limit = 0; limit < 4; limit++) Typo.Distance(a, b, limit).ShouldBe(Math.Min(limit + 1, Whole(a, b)), $"{a} {b} {limit}");
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Near_words_come_nearest_first_and_short_or_known_words_are_left_alone()
    {
        string[] known = ["mascara", "lipstick", "lipsticks", "Nike"];
        Typo.Near("lipstik", known).ShouldBe(["lipstick"]);
        Typo.Near("LIPSTICKK", known).ShouldBe(["lipstick", "lipsticks"]);
        Typo.Near("nkie", known).ShouldBe(["Nike"]);
        Typo.Near("nkk", known).ShouldBeEmpty();
        Typo.Near("nike", known).ShouldBeEmpty();
        Typo.Near("口红", known).ShouldBeEmpty();
    }

    static int Whole(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        return d[a.Length, b.Length];
    }
}
