using Kaki.Learning.Vision;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Vision;

public class BlurHashTests
{
    [Fact]
    public void One_colour_has_its_colour_and_no_waves()
    {
        var hash = BlurHash.Encode(new(Plain(8, 8, 200, 30, 60), 8, 8));
        hash.Length.ShouldBe(4 + 2 * 12);
        var painted = BlurHash.Decode(hash, 4, 4);
        for (var i = 0; i < painted.Length; i += 3)
        {
            ((int)painted[i]).ShouldBeInRange(195, 205);
            ((int)painted[i + 1]).ShouldBeInRange(20, 40);
            ((int)painted[i + 2]).ShouldBeInRange(52, 68);
        }
    }

    [Fact]
    public void Black_is_the_published_form() => BlurHash.Encode(new(Plain(4, 4, 0, 0, 0), 4, 4), 1, 1).ShouldBe("000000");

    [Fact]
    public void A_gradient_keeps_its_sides()
    {
        var rgb = new byte[32 * 32 * 3];
        for (var i = 0; i < 32 * 32; i++) rgb[i * 3] = (byte)(i % 32 * 8);
        var painted = BlurHash.Decode(BlurHash.Encode(new(rgb, 32, 32)), 32, 32);
        int Red(int x) => painted[(16 * 32 + x) * 3];
        Red(2).ShouldBeLessThan(80);
        Red(29).ShouldBeGreaterThan(170);
        Red(16).ShouldBeInRange(90, 170);
    }

    [Theory]
    [InlineData("")]
    [InlineData("LEHV6")]
    [InlineData("LEHV6nWB2yk8pyo0adR*.7kCMdn")]
    [InlineData("\"00000")]
    public void What_is_no_hash_is_refused(string text) => Should.Throw<FormatException>(() => BlurHash.Decode(text, 4, 4));

    [Fact]
    public void Pixels_must_fill_the_picture()
    {
        Should.Throw<ArgumentException>(() => BlurHash.Encode(new(new byte[5], 1, 2)));
        Should.Throw<ArgumentOutOfRangeException>(() => BlurHash.Encode(new(new byte[3], 1, 1), 10, 1));
    }

    [Fact]
    public void The_dominant_colour_is_the_one_most_pixels_have()
    {
        var rgb = Plain(10, 10, 250, 250, 250);
        Plain(10, 7, 20, 100, 180).CopyTo(rgb, 0);
        DominantColour.Of(new(rgb, 10, 10)).ShouldBe(new Colour(20, 100, 180));
        DominantColour.Of(new(rgb, 10, 10)).ToString().ShouldBe("#1464b4");
    }

    static byte[] Plain(int width, int height, byte r, byte g, byte b) =>
        Enumerable.Range(0, width * height).SelectMany(_ => new[] { r, g, b }).ToArray();
}
