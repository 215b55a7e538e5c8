using Kaki.Kernel.Pictures;

namespace Kaki.Tests.Kernel.Pictures;

public class BlurHashTests
{
    // One wave: the size 1×1 ("0"), no range ("0"), then the colour itself in base 83.
    [Fact]
    public void One_wave_is_the_mean_colour() => BlurHash.Encode(Flat(255, 0, 0), 8, 8, 1, 1).ShouldBe("00" + Base83(0xFF0000));

    [Fact]
    public void A_black_picture_has_no_waves_at_all() =>
        // "L": (4-1) + (3-1)·9 = 21. Waves of zero are the middle of the scale: (9·19 + 9)·19 + 9 = 3429 = 41·83 + 26 = "fQ".
        BlurHash.Encode(Flat(0, 0, 0), 8, 8, 4, 3).ShouldBe("L00000" + string.Concat(Enumerable.Repeat("fQ", 11)));

    [Fact]
    public void A_light_left_side_is_a_positive_first_wave_across_and_nothing_down()
    {
        var pixels = Pixels.Draw(32, 32, (x, _) => x < 16 ? (255, 255, 255) : (0, 0, 0));
        var hash = BlurHash.Encode(pixels.Rgb, 32, 32, 2, 2);
        Value(hash[2..6]).ShouldBe(0xBCBCBC); // half the light is 188 in sRGB
        Value(hash[6..8]).ShouldBe((18 * 19 + 18) * 19 + 18);
        (Value(hash[8..10]) % 19).ShouldBeInRange(9, 11); // as good as nothing: waves are sampled at the corner of a pixel, not in its middle
    }

    [Theory]
    [InlineData(0, 1), InlineData(10, 1)]
    public void Only_one_to_nine_waves_make_a_hash(int across, int down) =>
        Should.Throw<ArgumentOutOfRangeException>(() => BlurHash.Encode(Flat(1, 2, 3), 8, 8, across, down));

    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";

    private static int Value(string text) => text.Aggregate(0, (sum, c) => sum * 83 + Digits.IndexOf(c));

    private static string Base83(int value) => string.Concat(new[] { 571787, 6889, 83, 1 }.Select(power => Digits[value / power % 83]));

    private static byte[] Flat(byte r, byte g, byte b) => Pixels.Draw(8, 8, (_, _) => (r, g, b)).Rgb;
}
