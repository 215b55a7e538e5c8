using Kaki.Host.Bench;
using Kaki.Learning.Bench;

namespace Kaki.Tests.Host.Bench;

public sealed class PictureEditsTests : IDisposable
{
    private const int Width = PictureFiles.Width, Height = PictureFiles.Height;

    private static readonly (int, int, int) red = (200, 30, 30), green = (30, 160, 60), blue = (40, 60, 190), yellow = (220, 200, 40);

    private readonly PictureFiles files = new();

    public void Dispose() => files.Dispose();

    private BenchPicture Edit(string name, int number = 0) => PictureEdits.Make(PictureEdits.Names.ToList().IndexOf(name), files.Picture, files.Other, number);

    [Theory]
    [InlineData("jpeg_30", 0, Width, Height)]
    [InlineData("webp_30", 0, Width, Height)]
    [InlineData("half_size", 0, Width / 2, Height / 2)]
    [InlineData("double_size", 0, Width * 2, Height * 2)]
    [InlineData("blur_2px", 0, Width, Height)]
    [InlineData("sharpened", 0, Width, Height)]
    [InlineData("brighter_30", 0, Width, Height)]
    [InlineData("darker_30", 0, Width, Height)]
    [InlineData("contrast_up_30", 0, Width, Height)]
    [InlineData("contrast_down_30", 0, Width, Height)]
    [InlineData("grey", 0, Width, Height)]
    [InlineData("hue_20", 0, Width, Height)]
    [InlineData("crop_80", 0, 160, 96)]
    [InlineData("crop_60", 0, 120, 72)]
    [InlineData("strip_25", 0, 150, Height)]
    [InlineData("strip_25", 1, Width, 90)]
    [InlineData("strip_25", 2, 150, Height)]
    [InlineData("strip_25", 3, Width, 90)]
    [InlineData("mirrored", 0, Width, Height)]
    [InlineData("turned_90", 0, Height, Width)]
    [InlineData("border_10", 0, 240, 144)]
    [InlineData("text_15", 0, Width, Height)]
    [InlineData("logo", 0, Width, Height)]
    [InlineData("watermark_30", 0, Width, Height)]
    [InlineData("collage", 0, Width + 180, Height)]
    [InlineData("screenshot", 0, 540, 1170)]
    public void An_edit_has_its_size_in_three_bytes_a_pixel(string name, int number, int width, int height)
    {
        var edited = Edit(name, number);
        (edited.Width, edited.Height).ShouldBe((width, height));
        edited.Rgb.Length.ShouldBe(width * height * 3);
    }

    [Fact]
    public void A_picture_turned_by_five_degrees_is_all_there()
    {
        var turned = Edit("turned_5");
        turned.Width.ShouldBeGreaterThan(Width);
        turned.Height.ShouldBeGreaterThan(Height);
        PictureFiles.ShouldBeNear(turned, 0, 0, (255, 255, 255));
        PictureFiles.ShouldBeNear(turned, turned.Width / 4, turned.Height / 4, red);
    }

    [Theory]
    [InlineData("brighter_30", 255, 39, 39)]
    [InlineData("darker_30", 140, 21, 21)]
    [InlineData("contrast_up_30", 222, 1, 1)]
    [InlineData("contrast_down_30", 178, 59, 59)]
    public void Brightness_and_contrast_change_every_value(string name, int r, int g, int b) => PictureFiles.ShouldBeNear(Edit(name), 10, 10, (r, g, b));

    [Fact]
    public void Grey_has_three_values_alike()
    {
        foreach (var pixel in Edit("grey").Rgb.Chunk(3)) (pixel.Max() - pixel.Min()).ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Turned_colours_are_other_colours_as_light_as_before()
    {
        var turned = Edit("hue_20");
        Should.Throw<ShouldAssertException>(() => PictureFiles.ShouldBeNear(turned, 10, 10, red, within: 20));
        Light(turned).ShouldBe(Light(BenchDarkroom.Read(files.Picture)), 12);
    }

    private static double Light(BenchPicture picture) => picture.Rgb.Chunk(3).Average(pixel => 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2]);

    [Fact]
    public void Mirrored_and_turned_quarters_stand_where_they_should()
    {
        var mirrored = Edit("mirrored");
        PictureFiles.ShouldBeNear(mirrored, 10, 10, green);
        PictureFiles.ShouldBeNear(mirrored, 10, Height - 10, yellow);
        var turned = Edit("turned_90");
        PictureFiles.ShouldBeNear(turned, 10, 10, blue);
        PictureFiles.ShouldBeNear(turned, Height - 10, 10, red);
    }

    [Fact]
    public void What_is_cropped_is_the_middle_and_what_is_bordered_keeps_it()
    {
        PictureFiles.ShouldBeNear(Edit("crop_60"), 59, 35, red);
        PictureFiles.ShouldBeNear(Edit("crop_60"), 61, 37, yellow);
        PictureFiles.ShouldBeNear(Edit("border_10"), 2, 2, (255, 255, 255));
        PictureFiles.ShouldBeNear(Edit("border_10", number: 1), 2, 2, (0, 0, 0));
        PictureFiles.ShouldBeNear(Edit("border_10"), 20, 12, red);
    }

    [Theory]
    [InlineData("text_15", 0.10, 0.20)]
    [InlineData("logo", 0.015, 0.05)]
    [InlineData("watermark_30", 0.02, 0.7)]
    public void What_is_laid_over_covers_so_much(string name, double least, double most)
    {
        var (before, after) = (BenchDarkroom.Read(files.Picture).Rgb, Edit(name).Rgb);
        var changed = before.Chunk(3).Zip(after.Chunk(3)).Count(pair => !pair.First.SequenceEqual(pair.Second));
        ((double)changed / (Width * Height)).ShouldBeInRange(least, most);
    }

    [Fact]
    public void A_collage_stands_beside_the_other_on_either_side()
    {
        PictureFiles.ShouldBeNear(Edit("collage"), 10, 10, red);
        PictureFiles.ShouldBeNear(Edit("collage"), Width + 90, 60, (90, 90, 90));
        PictureFiles.ShouldBeNear(Edit("collage", number: 1), 90, 60, (90, 90, 90));
    }

    [Fact]
    public void A_screenshot_has_bars_and_the_picture_between()
    {
        var screen = Edit("screenshot");
        PictureFiles.ShouldBeNear(screen, 2, 2, (255, 255, 255));
        var colours = Enumerable.Range(0, screen.Height).Select(y => screen.Rgb[(y * screen.Width + 5) * 3]).ToArray();
        colours.Count(value => Math.Abs(value - 200) < 6).ShouldBeInRange(140, 180);
    }
}
