using System.Text;
using Kaki.Host;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kaki.Tests.Kernel.Pictures;

/// <summary>One picture worker for all tests of this class; it meets every hostile file in turn.</summary>
public sealed class OneDarkroom : IDisposable
{
    internal Darkroom Darkroom { get; } = new(Settings(), TimeProvider.System, NullLogger<Darkroom>.Instance);

    internal static PictureSettings Settings() => new() { Program = typeof(House).Assembly.Location, WallTime = TimeSpan.FromMinutes(2) }; // a busy machine fails no test

    public void Dispose() => Darkroom.Dispose();
}

public sealed class DevelopingTests(OneDarkroom one) : IClassFixture<OneDarkroom>
{
    private const string Secret = "KAKI-SECRET-PLACE-31.14N";

    [Theory]
    [InlineData("jpeg"), InlineData("png"), InlineData("webp"), InlineData("avif"), InlineData("heic")]
    public async Task Every_format_comes_in_and_leaves_in_three_widths(string format)
    {
        var source = Samples.As(format, Samples.Telltale(Pixels.Quarters(1600, 1200), Secret));
        var picture = await one.Darkroom.Develop(source);
        (picture.Width, picture.Height).ShouldBe((1600, 1200));
        foreach (var (width, height, file) in new[] { (320, 240, 0), (640, 480, 1), (1080, 810, 2) })
            Quarters(Samples.Read(picture.Sizes[file], "webp", width, height));
    }

    [Fact]
    public async Task A_narrow_picture_is_never_enlarged()
    {
        var picture = await one.Darkroom.Develop(Samples.Jpeg(Pixels.Quarters(500, 400)));
        Quarters(Samples.Read(picture.Sizes[0], "webp", 320, 256));
        Quarters(Samples.Read(picture.Sizes[1], "webp", 500, 400));
        Quarters(Samples.Read(picture.Sizes[2], "webp", 500, 400));
    }

    [Fact]
    public async Task A_very_tall_picture_stays_within_what_webp_can_hold()
    {
        var picture = await one.Darkroom.Develop(Samples.Png(Pixels.Draw(40, 20_000, (_, _) => (10, 120, 90))));
        (picture.Width, picture.Height).ShouldBe((40, 20_000));
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public async Task A_turned_picture_stands_upright(int orientation)
    {
        var picture = await one.Darkroom.Develop(Samples.Turned(Pixels.Quarters(240, 160), orientation));
        (picture.Width, picture.Height).ShouldBe((240, 160));
        Quarters(Samples.Read(picture.Sizes[0], "webp", 240, 160));
        foreach (var size in picture.Sizes) size.ShouldBe(picture.Sizes[0], "it is narrower than all three");
    }

    [Theory]
    [InlineData("jpeg"), InlineData("png"), InlineData("webp"), InlineData("avif"), InlineData("heic")]
    public async Task Place_and_device_are_gone_from_every_stored_file(string format)
    {
        var source = Samples.As(format, Samples.Telltale(Pixels.Quarters(1600, 1200), Secret));
        Holds(source, Secret).ShouldBeTrue("the sample must tell, or this test could not fail");
        var picture = await one.Darkroom.Develop(source);
        foreach (var size in picture.Sizes)
            foreach (var trace in new[] { Secret, "SECRET", "Exif", "EXIF", "XMP ", "xmpmeta", "ICCP", "Photoshop", "GPS" }) Holds(size, trace).ShouldBeFalse(trace);
    }

    [Fact]
    public async Task Colours_said_in_Display_P3_keep_their_look()
    {
        (int, int, int)[] colours = [(200, 60, 50), (60, 170, 80), (60, 80, 180), (210, 190, 90)];
        var srgb = Pixels.Draw(400, 100, (x, _) => colours[x / 100]);
        var source = Samples.InDisplayP3(srgb);
        Away(Samples.Read(source, "png", 400, 100)[50, 50], colours[0]).ShouldBeGreaterThan(10, "the numbers in the file are not those of sRGB");
        var stored = Samples.Read((await one.Darkroom.Develop(source)).Sizes[^1], "webp", 400, 100);
        for (var n = 0; n < 4; n++) Away(stored[n * 100 + 50, 50], colours[n]).ShouldBeLessThanOrEqualTo(5);
    }

    [Fact]
    public async Task Colours_said_in_ink_keep_their_look()
    {
        var picture = await one.Darkroom.Develop(Samples.InInk(Pixels.Draw(200, 100, (x, _) => x < 100 ? (180, 80, 70) : (120, 130, 90))));
        var stored = Samples.Read(picture.Sizes[0], "webp", 200, 100);
        Away(stored[50, 50], (180, 80, 70)).ShouldBeLessThanOrEqualTo(14); // the press cannot print every colour
        Away(stored[150, 50], (120, 130, 90)).ShouldBeLessThanOrEqualTo(14);
    }

    [Fact]
    public async Task A_grey_picture_stays_grey()
    {
        var stored = Samples.Read((await one.Darkroom.Develop(Samples.Grey(Pixels.Draw(200, 100, (_, _) => (90, 90, 90))))).Sizes[0], "webp", 200, 100);
        Away(stored[50, 50], (90, 90, 90)).ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public async Task A_profile_that_is_no_profile_does_not_spoil_the_picture()
    {
        var picture = await one.Darkroom.Develop(Samples.WithProfile(Samples.Jpeg(Pixels.Quarters(400, 300)), new byte[300]));
        Quarters(Samples.Read(picture.Sizes[1], "webp", 400, 300));
    }

    [Fact]
    public async Task The_dominant_colour_is_that_of_the_larger_part()
    {
        var picture = await one.Darkroom.Develop(Samples.Png(Pixels.Draw(300, 300, (x, _) => x < 200 ? (18, 52, 86) : (240, 240, 240))));
        var colour = Convert.FromHexString(picture.Colour.AsSpan(1));
        Away((colour[0], colour[1], colour[2]), (18, 52, 86)).ShouldBeLessThanOrEqualTo(3);
        picture.BlurHash.Length.ShouldBe(22); // three waves each way
    }

    [Theory]
    [InlineData("jpeg", 0.5), InlineData("jpeg", 0.05), InlineData("png", 0.5), InlineData("png", 0.9), InlineData("webp", 0.6), InlineData("avif", 0.7), InlineData("heic", 0.7)]
    public async Task Half_a_picture_is_refused(string format, double part)
    {
        var whole = Samples.As(format, Samples.Jpeg(Pixels.Noise(300, 200, 5)));
        (await Refused(whole[..(int)(whole.Length * part)])).Code.ShouldBe("picture.broken");
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image href='file:///etc/passwd'/></svg>")]
    [InlineData("<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("<!doctype html><script>alert(1)</script>")]
    [InlineData("PK\u0003\u0004 a zip")]
    [InlineData("GIF89a and more")]
    [InlineData("%PDF-1.7 and more")]
    [InlineData("push graphic-context viewbox 0 0 640 480 pop graphic-context")]
    [InlineData("x")]
    public async Task What_is_no_picture_of_ours_is_refused_by_its_format(string text) =>
        (await Refused(Encoding.Latin1.GetBytes(text))).Code.ShouldBe("picture.format");

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0, 0, 0 })]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0 })]
    public async Task A_header_that_says_nothing_is_refused_as_broken(byte[] file) =>
        (await Refused(file)).Code.ShouldBe("picture.broken");

    [Fact]
    public async Task Nothing_at_all_is_refused() => (await Refused([])).Code.ShouldBe("picture.missing");

    [Fact]
    public async Task A_bomb_is_refused_by_its_header()
    {
        var bomb = Samples.Bomb(30_000, 30_000);
        bomb.Length.ShouldBeLessThan(2_000_000);
        (await Refused(bomb)).Code.ShouldBe("picture.too_many_pixels");
    }

    [Fact]
    public async Task Too_many_bytes_are_refused() => (await Refused(new byte[20 * 1024 * 1024 + 1])).Code.ShouldBe("picture.too_large");

    [Fact]
    public async Task Noise_behind_an_honest_beginning_never_takes_the_house_down()
    {
        var random = new Random(11);
        foreach (var format in new[] { "jpeg", "png", "webp", "avif", "heic" })
        {
            var whole = Samples.As(format, Samples.Jpeg(Pixels.Quarters(200, 150)));
            for (var n = 0; n < 12; n++)
            {
                var spoilt = whole.ToArray();
                for (var hits = 0; hits < 20; hits++) spoilt[random.Next(12, spoilt.Length)] = (byte)random.Next(256);
                try
                {
                    await one.Darkroom.Develop(spoilt); // some damage only changes colours
                }
                catch (Refusal refusal)
                {
                    refusal.Code.ShouldBeOneOf("picture.broken", "picture.format", "picture.too_many_pixels", "picture.timeout");
                }
            }
        }
        (await one.Darkroom.Develop(Samples.Jpeg(Pixels.Quarters(200, 150)))).Width.ShouldBe(200);
    }

    private Task<Refusal> Refused(byte[] file) => Should.ThrowAsync<Refusal>(() => one.Darkroom.Develop(file));

    private static void Quarters(Pixels seen)
    {
        var wanted = Pixels.Quarters(seen.Width, seen.Height);
        seen.Rgb.Length.ShouldBe(wanted.Rgb.Length);
        foreach (var (x, y) in new[] { (1, 1), (3, 1), (1, 3), (3, 3) })
            Away(seen[seen.Width * x / 4, seen.Height * y / 4], wanted[seen.Width * x / 4, seen.Height * y / 4]).ShouldBeLessThanOrEqualTo(5);
    }

    private static int Away((int R, int G, int B) a, (int R, int G, int B) b) => Math.Max(Math.Abs(a.R - b.R), Math.Max(Math.Abs(a.G - b.G), Math.Abs(a.B - b.B)));

    private static bool Holds(byte[] file, string text) => file.AsSpan().IndexOf(Encoding.ASCII.GetBytes(text)) >= 0;
}
