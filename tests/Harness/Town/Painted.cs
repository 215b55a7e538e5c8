using System.Buffers.Binary;
using System.IO.Compression;

namespace Kaki.Tests.Harness;

/// <summary>A PNG of soft colours by seed: something to upload that is nobody's photograph.</summary>
internal static class Painted
{
    /// <param name="grain">Noise that nothing packs: three bytes a pixel, as heavy as a photograph.</param>
    public static byte[] Png(int width, int height, int seed, bool grain = false)
    {
        var chance = new Random(seed);
        var (from, to) = (Colour(chance), Colour(chance));
        var rows = new byte[height * (width * 3 + 1)];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var share = (x * 0.4 + y) / (width * 0.4 + height);
                var wave = 14 * Math.Sin(x / 40.0 + seed) * Math.Cos(y / 60.0);
                for (var c = 0; c < 3; c++) rows[y * (width * 3 + 1) + 1 + x * 3 + c] = (byte)Math.Clamp(from[c] + (to[c] - from[c]) * share + wave + (grain ? chance.Next(-60, 60) : 0), 0, 255);
            }
        using var png = new MemoryStream();
        png.Write([137, 80, 78, 71, 13, 10, 26, 10]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9]) = (8, 2); // eight bits of red, green, blue
        Chunk(png, "IHDR"u8, head);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(rows);
        Chunk(png, "IDAT"u8, packed.ToArray());
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static int[] Colour(Random chance) => [chance.Next(90, 240), chance.Next(90, 240), chance.Next(90, 240)];

    private static void Chunk(Stream png, ReadOnlySpan<byte> kind, byte[] content)
    {
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        png.Write(number);
        byte[] named = [.. kind, .. content];
        png.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(named));
        png.Write(number);
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var k = 0; k < 8; k++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
