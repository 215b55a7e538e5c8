using Kaki.Host.Bench;
using Kaki.Tests.Kernel.Pictures;

namespace Kaki.Tests.Host.Bench;

public sealed class BenchDarkroomTests : IDisposable
{
    private readonly PictureFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void A_file_is_read_pixel_by_pixel()
    {
        var picture = BenchDarkroom.Read(files.Picture);
        (picture.Width, picture.Height).ShouldBe((PictureFiles.Width, PictureFiles.Height));
        picture.Rgb.ShouldBe(Pixels.Quarters(PictureFiles.Width, PictureFiles.Height).Rgb);
    }

    [Fact]
    public void A_width_asked_for_scales_the_height_alike()
    {
        var picture = BenchDarkroom.Read(files.Picture, 50);
        (picture.Width, picture.Height).ShouldBe((50, 30));
        PictureFiles.ShouldBeNear(picture, 10, 5, (200, 30, 30));
    }

    [Fact]
    public void A_picture_taken_lying_is_stood_upright()
    {
        var lying = files.Save("lying.jpg", Samples.Turned(Pixels.Quarters(PictureFiles.Width, PictureFiles.Height), 6));
        var picture = BenchDarkroom.Read(lying);
        (picture.Width, picture.Height).ShouldBe((PictureFiles.Width, PictureFiles.Height));
        PictureFiles.ShouldBeNear(picture, 10, 10, (200, 30, 30), within: 10);
    }

    [Fact]
    public void What_is_no_picture_is_refused() =>
        Should.Throw<InvalidDataException>(() => BenchDarkroom.Read(files.Save("note.txt", "no picture"u8.ToArray())));

    [Fact]
    public void A_torn_file_is_refused_by_its_name()
    {
        var whole = File.ReadAllBytes(files.Picture);
        var torn = files.Save("torn.png", whole[..40]);
        Should.Throw<InvalidDataException>(() => BenchDarkroom.Read(torn)).Message.ShouldContain("torn.png");
    }
}
