using Kaki.Learning.Vision;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Vision;

public class FingerprintTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 500)]
    [InlineData(4000, 3)]
    public void A_picture_too_small_or_too_narrow_has_no_landmarks(int width, int height)
    {
        var print = Fingerprint.Of(Painted.Scene(1, width, height, 5).Pixels);
        print.Landmarks.Length.ShouldBe(0);
        (print.Width, print.Height).ShouldBe((width, height));
    }

    [Fact]
    public void One_colour_has_neither_hash_nor_landmarks()
    {
        var print = Fingerprint.Of(Painted.Plain(300, 200, 128).Pixels);
        print.Landmarks.Length.ShouldBe(0);
        print.Pdq.ShouldBe(default);
    }

    [Fact]
    public void Landmarks_lie_in_the_picture_and_are_no_more_than_asked_for()
    {
        var landmarks = Fingerprint.Of(Painted.Scene(2, 400, 300, 400).Pixels, 100).Landmarks.ToArray();
        landmarks.Length.ShouldBeInRange(50, 100);
        landmarks.ShouldAllBe(mark => mark.X > 0 && mark.X < 1 && mark.Y > 0 && mark.Y < 0.75 && mark.Scale > 0 && mark.Scale < 1);
        landmarks.Select(mark => ((int)(mark.X * 4), (int)(mark.Y * 5))).Distinct().Count().ShouldBeGreaterThan(12, "every part has some");
    }

    [Fact]
    public void The_same_pixels_have_the_same_fingerprint()
    {
        var picture = Painted.Scene(3);
        Fingerprint.Of(picture.Pixels).Landmarks.ToArray().ShouldBe(Fingerprint.Of(picture.Pixels).Landmarks.ToArray());
    }

    [Fact]
    public void A_mirrored_picture_has_the_mirrored_landmarks()
    {
        var picture = Painted.Scene(4, 400, 300, 150);
        var expected = Fingerprint.Of(picture.Pixels).MirroredLandmarks();
        var mirrored = Fingerprint.Of(picture.Laid(Pose.Mirrored).Pixels, Fingerprint.ToAsk).Landmarks.ToArray();
        var found = expected.Count(mark => mirrored.Any(other => Math.Abs(other.X - mark.X) < 0.01 && Math.Abs(other.Y - mark.Y) < 0.01 && MathF.Cos(other.Angle - mark.Angle) > 0.95 && other.Look.DistanceTo(mark.Look) < 50));
        found.ShouldBeGreaterThan(expected.Length * 7 / 10);
    }

    [Fact]
    public void Mirroring_a_look_twice_gives_it_back()
    {
        var look = Fingerprint.Of(Painted.Scene(5).Pixels).Landmarks[0].Look;
        look.Mirrored().ShouldNotBe(look);
        look.Mirrored().Mirrored().ShouldBe(look);
    }
}
