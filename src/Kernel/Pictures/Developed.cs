namespace Kaki.Kernel.Pictures;

/// <summary>An accepted picture as the house keeps it. <paramref name="Width"/> and <paramref name="Height"/> are the source's, turned upright.</summary>
/// <param name="Sizes">One WebP for each of <see cref="Picture.Sizes"/>; a narrow source repeats the same bytes.</param>
public sealed record Developed(int Width, int Height, string Colour, string BlurHash, IReadOnlyList<byte[]> Sizes)
{
    /// <summary>The worker's answer: a zero and the picture, or a one and the code of the refusal.</summary>
    internal static byte[] Write(Developed picture)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        writer.Write((byte)0);
        writer.Write(picture.Width);
        writer.Write(picture.Height);
        writer.Write(picture.Colour);
        writer.Write(picture.BlurHash);
        foreach (var size in picture.Sizes)
        {
            writer.Write(size.Length);
            writer.Write(size);
        }
        return memory.ToArray();
    }

    internal static byte[] WriteRefusal(string code)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        writer.Write((byte)1);
        writer.Write(code);
        return memory.ToArray();
    }

    /// <summary>Reads an answer as one reads a stranger's: the worker has touched hostile bytes.</summary>
    internal static Developed Read(byte[] answer)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(answer));
            if (reader.ReadByte() != 0) throw PictureRefusals.OfWorker(reader.ReadString());
            var picture = new Developed(reader.ReadInt32(), reader.ReadInt32(), reader.ReadString(), reader.ReadString(), [.. Picture.Sizes.Select(_ => PixelsOf(reader))]);
            return IsPlausible(picture) ? picture : throw PictureRefusals.IsBroken();
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentException)
        {
            throw PictureRefusals.IsBroken();
        }
    }

    private static byte[] PixelsOf(BinaryReader reader) => WebpFile.PixelsOnly(reader.ReadBytes(reader.ReadInt32())) ?? throw PictureRefusals.IsBroken();

    private static bool IsPlausible(Developed p) =>
        p.Width > 0 && p.Height > 0 && (long)p.Width * p.Height <= PictureRefusals.MaxPixels && p.BlurHash.Length is > 5 and <= 40
        && p.Colour is ['#', _, _, _, _, _, _] && p.Colour.AsSpan(1).ContainsAnyExcept("0123456789abcdef") is false;
}
