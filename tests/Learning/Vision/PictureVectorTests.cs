using System.Numerics.Tensors;
using Kaki.Learning.Vision;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Vision;

public class PictureVectorTests
{
    static readonly Painted scene = Painted.Scene(1);

    [Fact]
    public void It_has_length_one_and_its_fixed_number_of_numbers()
    {
        var vector = PictureVector.Of(scene.Pixels);
        vector.Length.ShouldBe(PictureVector.Length);
        TensorPrimitives.Norm<float>(vector).ShouldBe(1, 1e-5);
    }

    [Fact]
    public void A_picture_is_nearest_to_itself_in_another_size_and_light()
    {
        var vector = PictureVector.Of(scene.Pixels);
        var alike = Dot(vector, PictureVector.Of(Painted.Scene(1, 640, 480).Each(v => v * 0.95).Pixels));
        alike.ShouldBeGreaterThan(0.95f);
        Enumerable.Range(2, 8).Max(seed => Dot(vector, PictureVector.Of(Painted.Scene(seed).Pixels))).ShouldBeLessThan(alike - 0.05f);
    }

    [Fact]
    public void Colour_layout_and_edges_each_count()
    {
        var red = Painted.From(64, 64, (x, _) => x < 32 ? (200, 20, 20) : (250, 90, 90));
        Dot(PictureVector.Of(red.Pixels), PictureVector.Of(Painted.From(64, 64, (x, _) => x < 32 ? (20, 20, 200) : (90, 90, 250)).Pixels)).ShouldBeInRange(0.45f, 0.6f, "layout and edges alike, no colour");
        Dot(PictureVector.Of(red.Pixels), PictureVector.Of(red.Laid(Pose.Mirrored).Pixels)).ShouldBeInRange(0.55f, 0.85f, "colours and edges alike, light and dark exchanged");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(300, 1)]
    [InlineData(40, 40)]
    public void One_colour_has_its_colour_only(int width, int height)
    {
        var vector = PictureVector.Of(Painted.Plain(width, height, 255).Pixels);
        TensorPrimitives.Norm<float>(vector.AsSpan(64)).ShouldBe(0, 1e-6);
        vector.Max().ShouldBe(MathF.Sqrt(0.5f), 1e-5);
        vector.ShouldAllBe(value => float.IsFinite(value));
    }

    static float Dot(float[] one, float[] other) => TensorPrimitives.Dot<float>(one, other);
}
