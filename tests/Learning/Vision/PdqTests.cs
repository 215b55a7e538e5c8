using Kaki.Learning.Vision;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Vision;

public class PdqTests
{
    static readonly Painted Wide = Painted.Scene(5, 768, 512, 200);

    [Theory]
    [InlineData(320, 240)]
    [InlineData(1080, 333)]
    [InlineData(64, 64)]
    [InlineData(40, 7)]
    [InlineData(129, 5)]
    public void The_short_way_gives_the_bits_of_the_published_one(int width, int height)
    {
        var picture = Painted.Scene(width, width, height);
        var result = Pdq.Of(picture.Pixels);
        var (hash, quality) = AsPublished(picture);
        // a frequency that lies on the median falls to either side by rounding
        result.Hash.DistanceTo(hash).ShouldBeLessThanOrEqualTo(2);
        result.Quality.ShouldBeInRange(quality - 1, quality + 1);
    }

    [Fact]
    public void Half_of_the_bits_are_set()
    {
        var hash = Pdq.Of(Painted.Scene(3).Pixels).Hash;
        hash.DistanceTo(default).ShouldBe(128);
    }

    [Theory]
    [InlineData(Pose.Upright)]
    [InlineData(Pose.QuarterRight)]
    [InlineData(Pose.Half)]
    [InlineData(Pose.QuarterLeft)]
    [InlineData(Pose.Mirrored)]
    [InlineData(Pose.UpsideDown)]
    [InlineData(Pose.Transposed)]
    [InlineData(Pose.Transversed)]
    public void Each_of_the_eight_is_the_hash_of_the_picture_so_laid(Pose pose)
    {
        var picture = Wide;
        var (eight, quality) = Pdq.EightOf(picture.Pixels);
        var laid = Pdq.Of(picture.Laid(pose).Pixels);
        // the fields' centres fall half a pixel elsewhere, which may tip frequencies near the median
        eight[(int)pose].DistanceTo(laid.Hash).ShouldBeLessThanOrEqualTo(PdqHash.Near);
        quality.ShouldBeInRange(laid.Quality - 3, laid.Quality + 3);
        for (var other = 0; other < 8; other++)
            if (other != (int)pose) eight[other].DistanceTo(laid.Hash).ShouldBeGreaterThan(60);
    }

    [Fact]
    public void Light_and_scale_change_few_bits_another_picture_changes_half()
    {
        var picture = Painted.Scene(7);
        var hash = Pdq.Of(picture.Pixels).Hash;
        hash.DistanceTo(Pdq.Of(picture.Each(v => 20 + v * 0.7).Pixels).Hash).ShouldBeLessThanOrEqualTo(10);
        hash.DistanceTo(Pdq.Of(Painted.Scene(7, 640, 480).Pixels).Hash).ShouldBeLessThanOrEqualTo(16);
        hash.DistanceTo(Pdq.Of(Painted.Scene(8).Pixels).Hash).ShouldBeInRange(80, 176);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 400)]
    [InlineData(400, 4)]
    public void A_picture_too_small_has_no_hash(int width, int height) =>
        Pdq.Of(Painted.Scene(1, width, height).Pixels).ShouldBe(new PdqResult(default, 0));

    [Theory]
    [InlineData(0)]
    [InlineData(77)]
    [InlineData(255)]
    public void One_colour_has_no_hash(byte level)
    {
        Pdq.Of(Painted.Plain(300, 200, level).Pixels).ShouldBe(new PdqResult(default, 0));
        Pdq.EightOf(Painted.Plain(300, 200, level).Pixels).Hashes.ShouldAllBe(hash => hash == default);
    }

    [Fact]
    public void A_very_wide_picture_is_hashed_as_any()
    {
        var result = Pdq.Of(Painted.From(20_000, 5, (x, y) => ((y + 1) * x / 150 % 256, 0, 0)).Pixels);
        result.Hash.ShouldNotBe(default);
    }

    // the steps as they are written down, one after the other, over the whole picture
    static (PdqHash Hash, int Quality) AsPublished(Painted picture)
    {
        var (width, height) = (picture.Width, picture.Height);
        var luma = new double[height, width];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var (r, g, b) = picture.At(x, y);
                luma[y, x] = 0.299 * r + 0.587 * g + 0.114 * b;
            }
        for (var pass = 0; pass < 2; pass++) luma = Box(Box(luma, width, (y, x) => (y, x), height), height, (x, y) => (y, x), width);
        var small = new double[64, 64];
        for (var y = 0; y < 64; y++)
            for (var x = 0; x < 64; x++) small[y, x] = luma[(int)((y + 0.5) * height / 64), (int)((x + 0.5) * width / 64)];
        var slopes = 0;
        for (var y = 0; y < 64; y++)
            for (var x = 0; x < 64; x++)
            {
                if (y < 63) slopes += Math.Abs((int)((small[y, x] - small[y + 1, x]) * 100 / 255));
                if (x < 63) slopes += Math.Abs((int)((small[y, x] - small[y, x + 1]) * 100 / 255));
            }
        var frequencies = new double[256];
        for (var v = 0; v < 16; v++)
            for (var u = 0; u < 16; u++)
                for (var y = 0; y < 64; y++)
                    for (var x = 0; x < 64; x++)
                        frequencies[v * 16 + u] += small[y, x] * Math.Cos(Math.PI * (v + 1) * (2 * y + 1) / 128) * Math.Cos(Math.PI * (u + 1) * (2 * x + 1) / 128);
        var median = frequencies.Order().ElementAt(127);
        var text = string.Concat(Enumerable.Range(0, 32).Select(i => Enumerable.Range(0, 8).Sum(bit => frequencies[8 * (31 - i) + bit] > median ? 1 << bit : 0).ToString("x2")));
        return (PdqHash.Parse(text), Math.Min(100, slopes / 90));
    }

    static double[,] Box(double[,] image, int length, Func<int, int, (int Y, int X)> place, int lines)
    {
        var window = (length + 127) / 128;
        var result = new double[image.GetLength(0), image.GetLength(1)];
        for (var line = 0; line < lines; line++)
            for (var at = 0; at < length; at++)
            {
                var (sum, count) = (0.0, 0);
                for (var i = at - (window - 1) / 2; i <= at + window / 2; i++)
                {
                    if (i < 0 || i >= length) continue;
                    var (y, x) = place(line, i);
                    sum += image[y, x];
                    count++;
                }
                var (toY, toX) = place(line, at);
                result[toY, toX] = sum / count;
            }
        return result;
    }
}
