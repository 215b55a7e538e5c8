namespace Kaki.Learning.Vision;

/// <summary>The 64 × 64 samples of luma (0 to 255) that PDQ looks at: a picture blurred twice by a box each way, then sampled at the centres of 64 × 64 fields.</summary>
static class SmallLuma
{
    public const int Side = 64;

    public static float[] Of(Pixels picture) => Luma.Of(picture, Taps.Of(picture.Height), Taps.Of(picture.Width));
}
