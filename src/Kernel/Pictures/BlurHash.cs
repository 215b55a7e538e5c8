namespace Kaki.Kernel.Pictures;

/// <summary>
/// A blurred picture in some thirty characters: the lowest cosines of the image in linear light, quantized, in base 83
/// (the published BlurHash algorithm, https://blurha.sh).
/// </summary>
internal static class BlurHash
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";

    /// <param name="rgb">Rows of three bytes a pixel.</param>
    public static string Encode(ReadOnlySpan<byte> rgb, int width, int height, int across, int down)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rgb.Length, width * height * 3);
        if (across is < 1 or > 9 || down is < 1 or > 9) throw new ArgumentOutOfRangeException(nameof(across), "One to nine waves each way.");
        Span<float> waves = stackalloc float[across * down * 3];
        for (var j = 0; j < down; j++)
            for (var i = 0; i < across; i++) Wave(rgb, width, height, i, j, waves.Slice((j * across + i) * 3, 3));
        return Write(waves, across, down);
    }

    private static void Wave(ReadOnlySpan<byte> rgb, int width, int height, int i, int j, Span<float> wave)
    {
        wave.Clear();
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var weight = MathF.Cos(MathF.PI * i * x / width) * MathF.Cos(MathF.PI * j * y / height);
                var pixel = rgb.Slice((y * width + x) * 3, 3);
                for (var c = 0; c < 3; c++) wave[c] += weight * Linear[pixel[c]];
            }
        var scale = (i == 0 && j == 0 ? 1f : 2f) / (width * height);
        for (var c = 0; c < 3; c++) wave[c] *= scale;
    }

    private static string Write(ReadOnlySpan<float> waves, int across, int down)
    {
        Span<char> text = stackalloc char[4 + 2 * across * down];
        Base83(across - 1 + (down - 1) * 9, text[..1]);
        var most = 0f;
        foreach (var wave in waves[3..]) most = MathF.Max(most, MathF.Abs(wave));
        var step = waves.Length > 3 ? Math.Clamp((int)MathF.Floor(most * 166 - 0.5f), 0, 82) : 0;
        Base83(step, text.Slice(1, 1));
        Base83(Srgb(waves[0]) << 16 | Srgb(waves[1]) << 8 | Srgb(waves[2]), text.Slice(2, 4));
        var range = waves.Length > 3 ? (step + 1) / 166f : 1;
        for (var n = 1; n < across * down; n++)
            Base83((Quantized(waves[n * 3] / range) * 19 + Quantized(waves[n * 3 + 1] / range)) * 19 + Quantized(waves[n * 3 + 2] / range), text.Slice(4 + n * 2, 2));
        return text.ToString();
    }

    private static int Quantized(float part) => Math.Clamp((int)MathF.Floor(MathF.CopySign(MathF.Sqrt(MathF.Abs(part)), part) * 9 + 9.5f), 0, 18);

    private static void Base83(int value, Span<char> text)
    {
        for (var i = text.Length - 1; i >= 0; i--) { text[i] = Digits[value % 83]; value /= 83; }
    }

    // IEC 61966-2-1
    private static readonly float[] Linear = [.. Enumerable.Range(0, 256).Select(v => v / 255f).Select(v => v <= 0.04045f ? v / 12.92f : MathF.Pow((v + 0.055f) / 1.055f, 2.4f))];

    private static int Srgb(float linear)
    {
        var v = Math.Clamp(linear, 0, 1);
        return (int)((v <= 0.0031308f ? v * 12.92f : 1.055f * MathF.Pow(v, 1 / 2.4f) - 0.055f) * 255 + 0.5f);
    }
}
