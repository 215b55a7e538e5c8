using Kaki.Host.Bench;

namespace Kaki.Tests.Host.Bench;

public sealed class EaselTests : IDisposable
{
    private readonly PictureFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void A_sheet_has_one_colour()
    {
        using var picture = BenchDarkroom.Open(File.ReadAllBytes(files.Picture));
        using var easel = new Easel();
        var sheet = BenchDarkroom.Pixels(easel.Sheet(7, 5, "10 20 30"));
        (sheet.Width, sheet.Height).ShouldBe((7, 5));
        sheet.Rgb.Chunk(3).ShouldAllBe(pixel => pixel.SequenceEqual(new byte[] { 10, 20, 30 }));
    }

    [Fact]
    public void A_cut_is_that_stretch_of_the_picture()
    {
        using var picture = BenchDarkroom.Open(File.ReadAllBytes(files.Picture));
        using var easel = new Easel();
        var cut = BenchDarkroom.Pixels(easel.Cut(picture, PictureFiles.Width / 2, 0, 30, 20));
        (cut.Width, cut.Height).ShouldBe((30, 20));
        PictureFiles.ShouldBeNear(cut, 0, 0, (30, 160, 60));
    }

    [Fact]
    public void A_picture_is_resized_to_the_very_size()
    {
        using var picture = BenchDarkroom.Open(File.ReadAllBytes(files.Picture));
        using var easel = new Easel();
        var resized = BenchDarkroom.Pixels(easel.Resized(picture, 33, 77));
        (resized.Width, resized.Height).ShouldBe((33, 77));
    }

    [Fact]
    public void What_is_laid_on_covers_that_place_and_no_other()
    {
        using var picture = BenchDarkroom.Open(File.ReadAllBytes(files.Picture));
        using var easel = new Easel();
        var laid = BenchDarkroom.Pixels(easel.Lay(picture, easel.Sheet(10, 10, "0 0 0"), 20, 30));
        (laid.Width, laid.Height).ShouldBe((PictureFiles.Width, PictureFiles.Height));
        PictureFiles.ShouldBeNear(laid, 20, 30, (0, 0, 0));
        PictureFiles.ShouldBeNear(laid, 19, 30, (200, 30, 30));
    }

    [Fact]
    public void Letters_are_ink_within_their_frame()
    {
        using var picture = BenchDarkroom.Open(File.ReadAllBytes(files.Picture));
        using var easel = new Easel();
        var inked = BenchDarkroom.Pixels(easel.Ink(easel.Sheet(100, 40, "255 255 255"), easel.Letters("SALE", 100, 40), "0 0 0", 1));
        (inked.Width, inked.Height).ShouldBe((100, 40));
        inked.Rgb.Min().ShouldBeLessThan((byte)50);
        inked.Rgb.Count(value => value > 250).ShouldBeGreaterThan(inked.Rgb.Length / 3);
    }

    [Fact]
    public void Ink_at_half_strength_goes_half_the_way()
    {
        using var picture = BenchDarkroom.Open(File.ReadAllBytes(files.Picture));
        using var easel = new Easel();
        var mask = easel.Run("extract_band", easel.Sheet(PictureFiles.Width, PictureFiles.Height, "255 255 255"), ("band", 0));
        PictureFiles.ShouldBeNear(BenchDarkroom.Pixels(easel.Ink(picture, mask, "0 0 0", 0.5)), 5, 5, (100, 15, 15));
    }
}
