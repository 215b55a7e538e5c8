using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Kaki.Tests.Kernel.Pictures;

/// <summary>A picture as plain pixels, three bytes each.</summary>
internal sealed record Pixels(int Width, int Height, byte[] Rgb)
{
    public (int R, int G, int B) this[int x, int y] => (Rgb[(y * Width + x) * 3], Rgb[(y * Width + x) * 3 + 1], Rgb[(y * Width + x) * 3 + 2]);

    public static Pixels Draw(int width, int height, Func<int, int, (int R, int G, int B)> colour)
    {
        var rgb = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var (r, g, b) = colour(x, y);
                (rgb[(y * width + x) * 3], rgb[(y * width + x) * 3 + 1], rgb[(y * width + x) * 3 + 2]) = ((byte)r, (byte)g, (byte)b);
            }
        return new Pixels(width, height, rgb);
    }

    /// <summary>Red and green above, blue and yellow below: every turn and every mirror looks different.</summary>
    public static Pixels Quarters(int width, int height) => Draw(width, height, (x, y) => (x < width / 2, y < height / 2) switch
    {
        (true, true) => (200, 30, 30),
        (false, true) => (30, 160, 60),
        (true, false) => (40, 60, 190),
        _ => (220, 200, 40),
    });

    public static Pixels Noise(int width, int height, int seed)
    {
        var rgb = new byte[width * height * 3];
        new Random(seed).NextBytes(rgb);
        return new Pixels(width, height, rgb);
    }
}

/// <summary>Picture files made at test time with Debian's <c>vips</c> tool (libvips-tools), an independent reader and writer.</summary>
internal static class Samples
{
    public static bool HaveVips { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(p => File.Exists(Path.Combine(p, "vips")));

    private static readonly ConcurrentDictionary<string, Lazy<byte[]>> Made = new();

    public static byte[] Jpeg(Pixels pixels, params string[] options) => Once(Ppm(pixels), "ppm", "jpg", ["jpegsave"], ["--Q", "92", "--no-subsample", .. options]);

    public static byte[] Png(Pixels pixels) => Once(Ppm(pixels), "ppm", "png", ["pngsave"], []);

    /// <summary>The picture in one of the formats the house takes, from a JPEG whose metadata travel along.</summary>
    public static byte[] As(string format, byte[] jpeg) => format switch
    {
        "jpeg" => jpeg,
        "png" => Once(jpeg, "jpg", "png", ["pngsave"], []),
        "webp" => Once(jpeg, "jpg", "webp", ["webpsave"], ["--Q", "95"]),
        "avif" => Once(jpeg, "jpg", "avif", ["heifsave"], ["--compression", "av1", "--Q", "90", "--effort", "1"]),
        "heic" => Once(jpeg, "jpg", "heic", ["heifsave"], ["--compression", "hevc", "--Q", "90"]),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    /// <summary>The same colours said in Display P3, with the profile inside.</summary>
    public static byte[] InDisplayP3(Pixels pixels) => Convert(Ppm(pixels), "ppm", "png", ["icc_transform"], ["p3", "--input-profile", "srgb"]);

    /// <summary>The same colours as amounts of ink, in a JPEG with the printer's profile.</summary>
    public static byte[] InInk(Pixels pixels) => Convert(Ppm(pixels), "ppm", "jpg", ["icc_transform"], ["cmyk", "--input-profile", "srgb"]);

    public static byte[] Grey(Pixels pixels) => Convert(Ppm(pixels), "ppm", "png", ["colourspace"], ["b-w"]);

    public static byte[] WithProfile(byte[] jpeg, byte[] profile) => Insert(jpeg, 0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, .. profile]);

    /// <summary>The numbers in the file, whatever its profile says they mean.</summary>
    public static Pixels Read(byte[] file, string extension, int width, int height) =>
        new(width, height, Convert(file, extension, "raw", ["rawsave"], []));

    /// <summary>A JPEG stored so that EXIF's orientation turns it back into <paramref name="upright"/>.</summary>
    public static byte[] Turned(Pixels upright, int orientation)
    {
        // EXIF 2.3, tag 274: which sides of the upright picture the first stored row and column are.
        var (w, h) = (upright.Width, upright.Height);
        var stored = orientation < 5 ? Pixels.Draw(w, h, (c, r) => orientation switch
        {
            1 => upright[c, r],
            2 => upright[w - 1 - c, r],
            3 => upright[w - 1 - c, h - 1 - r],
            _ => upright[c, h - 1 - r],
        }) : Pixels.Draw(h, w, (c, r) => orientation switch
        {
            5 => upright[r, c],
            6 => upright[w - 1 - r, c],
            7 => upright[w - 1 - r, h - 1 - c],
            _ => upright[r, h - 1 - c],
        });
        return Insert(Jpeg(stored), 0xE1, Exif((ushort)orientation, "plain"));
    }

    /// <summary>A JPEG that tells where it was taken and by what, in EXIF with GPS, XMP, IPTC and a comment.</summary>
    public static byte[] Telltale(Pixels pixels, string secret)
    {
        var jpeg = Insert(Jpeg(pixels), 0xFE, Encoding.ASCII.GetBytes(secret));
        jpeg = Insert(jpeg, 0xED, Iptc(secret));
        jpeg = Insert(jpeg, 0xE1, Encoding.ASCII.GetBytes($"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='' xmlns:p='http://ns.adobe.com/photoshop/1.0/' p:City='{secret}'/></rdf:RDF></x:xmpmeta>"));
        return Insert(jpeg, 0xE1, Exif(1, secret));
    }

    /// <summary>A valid PNG of one bit a pixel: nearly nothing to send, a great deal to unpack.</summary>
    public static byte[] Bomb(int width, int height)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        head[8] = 1;
        Chunk(file, "IHDR", head);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var row = new byte[1 + (width + 7) / 8];
            for (var y = 0; y < height; y++) zlib.Write(row);
        }
        Chunk(file, "IDAT", packed.ToArray());
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static byte[] Ppm(Pixels pixels) => [.. Encoding.ASCII.GetBytes($"P6\n{pixels.Width} {pixels.Height}\n255\n"), .. pixels.Rgb];

    // Many tests want the same picture, and each start of vips takes a while.
    private static byte[] Once(byte[] file, string from, string to, string[] command, string[] options) =>
        [.. Made.GetOrAdd($"{System.Convert.ToHexString(SHA256.HashData(file))} {string.Join(' ', [from, to, .. command, .. options])}", _ => new(() => Convert(file, from, to, command, options))).Value];

    private static byte[] Convert(byte[] file, string from, string to, string[] command, string[] options)
    {
        Assert.SkipUnless(HaveVips, "the vips tool is not installed: apt-get install libvips-tools");
        var folder = Directory.CreateTempSubdirectory("kaki-sample-").FullName;
        try
        {
            var (source, target) = (Path.Combine(folder, "in." + from), Path.Combine(folder, "out." + to));
            File.WriteAllBytes(source, file);
            using var vips = Process.Start(new ProcessStartInfo("vips", [.. command, source, target, .. options]) { RedirectStandardError = true })!;
            var errors = vips.StandardError.ReadToEnd();
            vips.WaitForExit();
            vips.ExitCode.ShouldBe(0, errors);
            return File.ReadAllBytes(target);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] Insert(byte[] jpeg, byte marker, byte[] body) =>
        [0xFF, 0xD8, 0xFF, marker, (byte)(body.Length + 2 >> 8), (byte)(body.Length + 2), .. body, .. jpeg.AsSpan(2)];

    // Big-endian TIFF: orientation and description in the first directory, a latitude in the GPS directory it points to.
    private static byte[] Exif(ushort orientation, string description)
    {
        var text = Encoding.ASCII.GetBytes(description + "\0");
        const int first = 8, gps = first + 2 + 3 * 12 + 4, latitude = gps + 2 + 2 * 12 + 4, textAt = latitude + 24;
        using var memory = new MemoryStream();
        memory.Write("Exif\0\0MM\0*\0\0\0\u0008"u8);
        Short(memory, 3);
        Entry(memory, 0x010E, 2, text.Length, textAt);
        Entry(memory, 0x0112, 3, 1, orientation << 16);
        Entry(memory, 0x8825, 4, 1, gps);
        Int(memory, 0);
        Short(memory, 2);
        Entry(memory, 1, 2, 2, 'N' << 24);
        Entry(memory, 2, 5, 3, latitude);
        Int(memory, 0);
        foreach (var part in new[] { 31, 1, 14, 1, 2749, 100 }) Int(memory, part);
        memory.Write(text);
        return memory.ToArray();
    }

    private static byte[] Iptc(string city)
    {
        byte[] record = [0x1C, 2, 90, 0, (byte)city.Length, .. Encoding.ASCII.GetBytes(city)];
        if (record.Length % 2 == 1) record = [.. record, 0];
        return [.. "Photoshop 3.0\0"u8, .. "8BIM"u8, 4, 4, 0, 0, 0, 0, 0, (byte)record.Length, .. record];
    }

    private static void Entry(Stream stream, int tag, int type, int count, int value)
    {
        Short(stream, tag);
        Short(stream, type);
        Int(stream, count);
        Int(stream, value);
    }

    private static void Short(Stream stream, int value) => stream.Write([(byte)(value >> 8), (byte)value]);

    private static void Int(Stream stream, int value) => stream.Write([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);

    private static void Chunk(Stream file, string type, byte[] body)
    {
        byte[] typed = [.. Encoding.ASCII.GetBytes(type), .. body];
        Int(file, body.Length);
        file.Write(typed);
        Int(file, (int)Crc(typed));
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
