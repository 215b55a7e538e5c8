namespace Kaki.Learning.Vision;

/// <summary>The colour most of a picture has: the ground to show while it loads.</summary>
public static class DominantColour
{
    /// <summary>
    /// Counts the pixels in 512 boxes (three bits a channel) and answers with the mean of the fullest box; of equally full
    /// boxes, the darkest. Give it a small copy of the picture: 32 × 32 is plenty.
    /// </summary>
    public static Colour Of(Pixels picture)
    {
        var boxes = new (int Count, long Red, long Green, long Blue)[512];
        var rgb = picture.Rgb;
        for (var i = 0; i < rgb.Length; i += 3)
        {
            ref var box = ref boxes[(rgb[i] >> 5) << 6 | (rgb[i + 1] >> 5) << 3 | rgb[i + 2] >> 5];
            box.Count++;
            box.Red += rgb[i];
            box.Green += rgb[i + 1];
            box.Blue += rgb[i + 2];
        }
        var fullest = boxes.MaxBy(box => box.Count);
        return new((byte)(fullest.Red / fullest.Count), (byte)(fullest.Green / fullest.Count), (byte)(fullest.Blue / fullest.Count));
    }
}
