using Kaki.Learning.Models;

namespace Kaki.Learning.Vision;

/// <summary>All that is kept of a picture to find its copies: its hash, 64 × 64 pixels of its luma, and its landmarks.</summary>
/// <remarks>About 4 kB, and 48 bytes a landmark: 14 kB with the usual 200. Made from pixels in the colours people see (upright, sRGB, laid on white where transparent).</remarks>
public sealed class Fingerprint
{
    /// <summary>Landmarks of a picture that is kept.</summary>
    public const int ToKeep = 200;

    /// <summary>Landmarks of a picture that is asked about: more, for what is looked for may be a small part of it.</summary>
    public const int ToAsk = 500;

    readonly Landmark[] landmarks;

    internal Fingerprint(int width, int height, PdqResult pdq, byte[] small, Landmark[] landmarks) =>
        (Width, Height, Pdq, Small, this.landmarks) = (width, height, pdq, small, landmarks);

    /// <summary>The picture's pixels across.</summary>
    public int Width { get; }

    /// <summary>The picture's pixels down.</summary>
    public int Height { get; }

    /// <summary>Its hash and the hash's quality.</summary>
    public PdqResult Pdq { get; }

    /// <summary>Places to recognise it by, the most telling first; none when it is too small or too plain.</summary>
    public ReadOnlySpan<Landmark> Landmarks => landmarks;

    /// <summary>64 × 64 pixels of luma, whatever its shape.</summary>
    internal byte[] Small { get; }

    /// <summary>Across, in units of the longer side.</summary>
    internal float Across => (float)Width / Math.Max(Width, Height);

    /// <summary>Down, in units of the longer side.</summary>
    internal float Down => (float)Height / Math.Max(Width, Height);

    /// <summary>Takes a picture's fingerprint.</summary>
    /// <param name="picture">Its pixels.</param>
    /// <param name="landmarks">At most so many: <see cref="ToKeep"/> or <see cref="ToAsk"/>.</param>
    public static Fingerprint Of(Pixels picture, int landmarks = ToKeep)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(landmarks);
        var small = SmallLuma.Of(picture);
        return new(picture.Width, picture.Height, Vision.Pdq.Of(small, picture.Width, picture.Height), [.. small.Select(value => (byte)Math.Clamp(value + 0.5f, 0, 255))], LandmarkFinder.Find(picture, landmarks));
    }

    /// <summary>The hashes of its eight poses, from the small luma.</summary>
    internal PdqHash[] EightHashes() => Vision.Pdq.EightOf([.. Small.Select(value => (float)value)]);

    /// <summary>The landmarks of the picture mirrored left to right.</summary>
    internal Landmark[] MirroredLandmarks() => Array.ConvertAll(landmarks, landmark => landmark.Mirrored(Across));

    internal void Write(BinaryWriter to)
    {
        to.Write(Width);
        to.Write(Height);
        to.WriteAll<PdqHash>([Pdq.Hash]);
        to.Write(Pdq.Quality);
        to.WriteAll<byte>(Small);
        to.WriteAll<Landmark>(landmarks);
    }

    internal static Fingerprint Read(BinaryReader from)
    {
        var (width, height) = (from.ReadInt32(), from.ReadInt32());
        var (hash, quality, small, landmarks) = (from.ReadAll<PdqHash>(), from.ReadInt32(), from.ReadAll<byte>(), from.ReadAll<Landmark>());
        return width > 0 && height > 0 && hash.Length == 1 && small.Length == SmallLuma.Side * SmallLuma.Side
            ? new(width, height, new(hash[0], quality), small, landmarks)
            : throw new ModelFileException(ModelFault.Torn, $"A picture of {width} × {height} with {small.Length} small pixels is no fingerprint.");
    }
}
