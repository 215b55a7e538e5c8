using Kaki.Kernel;

namespace Kaki.Tests.Kernel;

public class CutTests
{
    [Theory]
    [InlineData("柿子", 2, "柿子")]
    [InlineData("柿子", 1, "柿")]
    [InlineData("a😀b", 2, "a")]
    [InlineData("a😀b", 3, "a😀")]
    [InlineData("😀", 1, "")]
    [InlineData("😀", 0, "")]
    public void No_character_is_cut_through(string text, int longest, string cut) => text.CutTo(longest).ShouldBe(cut);
}
