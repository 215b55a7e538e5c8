using System.Numerics.Tensors;

namespace Kaki.Learning.Vision;

/// <summary>What a picture shows in <see cref="Length"/> numbers, for models of content: pictures alike in colour, layout and edges have a large dot product.</summary>
/// <remarks>
/// Three parts, each of length 1 before it is weighted, so that the whole has length 1 and the dot product of two is their cosine, −1 to 1:
/// 64 colours (four steps a channel, shared between neighbouring steps, square roots, after Arandjelović and Zisserman, CVPR 2012), 35 low
/// frequencies of luma (6 × 6 without the mean: where it is light and dark), and 72 slopes (3 × 3 fields × 8 directions without sense, after
/// Dalal and Triggs, CVPR 2005). One colour has no layout and no slopes: those parts are zero, and the whole is as long as its colours weigh.
/// </remarks>
public static class PictureVector
{
    const int Steps = 4;
    const int Frequencies = 6;
    const int Fields = 3;
    const int Directions = 8;
    const int Colours = Steps * Steps * Steps;
    const int Layout = Frequencies * Frequencies - 1;
    const int Slopes = Fields * Fields * Directions;

    /// <summary>How many numbers: 171.</summary>
    public const int Length = Colours + Layout + Slopes;

    // luma that differs by less is noise
    const float Faintest = 1;

    /// <summary>The numbers of a picture (upright, sRGB, laid on white where transparent).</summary>
    /// <param name="picture">Its pixels; colours are taken from at most some 4,000 of them.</param>
    public static float[] Of(Pixels picture)
    {
        var vector = new float[Length];
        var small = SmallLuma.Of(picture);
        CountColours(picture, vector.AsSpan(0, Colours));
        TakeLayout(small, vector.AsSpan(Colours, Layout));
        CountSlopes(small, vector.AsSpan(Colours + Layout));
        Weigh(vector.AsSpan(0, Colours), 0.5f);
        Weigh(vector.AsSpan(Colours, Layout), 0.2f);
        Weigh(vector.AsSpan(Colours + Layout), 0.3f);
        return vector;
    }

    static void CountColours(Pixels picture, Span<float> colours)
    {
        const int side = 64;
        for (var row = 0; row < Math.Min(side, picture.Height); row++)
            for (var column = 0; column < Math.Min(side, picture.Width); column++)
            {
                var (y, x) = (row * picture.Height / Math.Min(side, picture.Height), column * picture.Width / Math.Min(side, picture.Width));
                Share(picture.Rgb.Slice((y * picture.Width + x) * 3, 3), colours);
            }
        for (var i = 0; i < colours.Length; i++) colours[i] = MathF.Sqrt(colours[i]);
    }

    static void Share(ReadOnlySpan<byte> pixel, Span<float> colours)
    {
        for (var corner = 0; corner < 8; corner++)
        {
            var (place, share) = (0, 1f);
            for (var channel = 0; channel < 3; channel++)
            {
                var step = pixel[channel] * (Steps - 1) / 255f;
                var lower = Math.Min((int)step, Steps - 2);
                var upper = corner >> channel & 1;
                place = place * Steps + lower + upper;
                share *= upper == 1 ? step - lower : 1 - (step - lower);
            }
            colours[place] += share;
        }
    }

    static void TakeLayout(ReadOnlySpan<float> small, Span<float> layout)
    {
        const int side = SmallLuma.Side;
        for (var i = 1; i <= layout.Length; i++)
        {
            var sum = 0.0;
            for (var y = 0; y < side; y++)
                for (var x = 0; x < side; x++) sum += small[y * side + x] * waves[i / Frequencies, y] * waves[i % Frequencies, x];
            layout[i - 1] = Math.Abs(sum) / (side * side) < Faintest / 10 ? 0 : (float)sum;
        }
    }

    static readonly float[,] waves = Waves();

    static float[,] Waves()
    {
        var all = new float[Frequencies, SmallLuma.Side];
        for (var f = 0; f < Frequencies; f++)
            for (var i = 0; i < SmallLuma.Side; i++) all[f, i] = MathF.Cos(MathF.PI * f * (2 * i + 1) / (2 * SmallLuma.Side));
        return all;
    }

    static void CountSlopes(ReadOnlySpan<float> small, Span<float> slopes)
    {
        const int side = SmallLuma.Side;
        for (var y = 1; y < side - 1; y++)
            for (var x = 1; x < side - 1; x++)
            {
                var at = y * side + x;
                var (dx, dy) = (small[at + 1] - small[at - 1], small[at + side] - small[at - side]);
                var steep = MathF.Sqrt(dx * dx + dy * dy);
                if (steep < Faintest) continue;
                var turn = (MathF.Atan2(dy, dx) / MathF.PI + 1) * Directions;
                var (first, part) = ((int)turn, turn - (int)turn);
                var field = (y * Fields / side * Fields + x * Fields / side) * Directions;
                slopes[field + first % Directions] += steep * (1 - part);
                slopes[field + (first + 1) % Directions] += steep * part;
            }
        for (var i = 0; i < slopes.Length; i++) slopes[i] = MathF.Sqrt(slopes[i]);
    }

    static void Weigh(Span<float> part, float share)
    {
        var length = TensorPrimitives.Norm<float>(part);
        if (length > 0) TensorPrimitives.Multiply(part, MathF.Sqrt(share) / length, part);
    }
}
