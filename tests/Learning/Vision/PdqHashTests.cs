using Kaki.Learning.Vision;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Vision;

public class PdqHashTests
{
    const string Text = "d8f8f0cee0f4a84f0637022a078f67f0b36e2ed596621e1d33e6339c4e9c9b22";

    [Fact]
    public void What_is_read_is_written_again()
    {
        var hash = PdqHash.Parse(Text);
        hash.ToString().ShouldBe(Text);
        hash.Word0.ShouldBe(0x33e6339c4e9c9b22UL);
        hash.Band(0).ShouldBe(0x9b22);
        hash.Band(15).ShouldBe(0xd8f8);
    }

    [Fact]
    public void The_distance_counts_the_bits_that_differ()
    {
        var hash = PdqHash.Parse(Text);
        hash.DistanceTo(hash).ShouldBe(0);
        hash.DistanceTo(PdqHash.Parse(Text[..63] + "3")).ShouldBe(1);
        hash.DistanceTo(new(~hash.Word0, ~hash.Word1, ~hash.Word2, ~hash.Word3)).ShouldBe(256);
    }

    [Theory]
    [InlineData("")]
    [InlineData("d8f8")]
    [InlineData("g8f8f0cee0f4a84f0637022a078f67f0b36e2ed596621e1d33e6339c4e9c9b22")]
    [InlineData("d8f8f0cee0f4a84f0637022a078f67f0b36e2ed596621e1d33e6339c4e9c9b2200")]
    public void What_is_no_hash_is_refused(string text)
    {
        PdqHash.TryParse(text, out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => PdqHash.Parse(text));
    }
}
