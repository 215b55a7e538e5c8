using System.Text;
using Kaki.Kernel.Pictures;

namespace Kaki.Tests.Kernel.Pictures;

public class WebpFileTests
{
    [Fact]
    public void Whatever_lies_beside_the_pixels_is_left_behind()
    {
        var file = File(Chunk("VP8X", [0x3C, 0, 0, 0, 9, 0, 0, 9, 0, 0]), Chunk("ICCP", "profile"u8), Chunk("ALPH", "alpha"u8), Chunk("VP8 ", "pixels"u8), Chunk("EXIF", "where"u8), Chunk("XMP ", "who"u8), Chunk("abcd", "what"u8));
        WebpFile.PixelsOnly(file).ShouldBe(File(Chunk("VP8X", [0x10, 0, 0, 0, 9, 0, 0, 9, 0, 0]), Chunk("ALPH", "alpha"u8), Chunk("VP8 ", "pixels"u8)));
    }

    [Fact]
    public void A_simple_file_stays_as_it_is()
    {
        var file = File(Chunk("VP8L", "pixel"u8));
        WebpFile.PixelsOnly(file).ShouldBe(file);
    }

    [Fact]
    public void What_is_no_webp_or_has_no_pixels_or_is_cut_is_nothing()
    {
        WebpFile.PixelsOnly("<svg xmlns='http://www.w3.org/2000/svg'/>"u8).ShouldBeNull();
        WebpFile.PixelsOnly(File(Chunk("EXIF", "where was it"u8))).ShouldBeNull();
        WebpFile.PixelsOnly(File(Chunk("VP8 ", "pixels and more"u8))[..^4]).ShouldBeNull();
    }

    private static byte[] File(params byte[][] chunks)
    {
        byte[] body = [.. "WEBP"u8, .. chunks.SelectMany(c => c)];
        return [.. "RIFF"u8, .. BitConverter.GetBytes(body.Length), .. body];
    }

    private static byte[] Chunk(string type, ReadOnlySpan<byte> body) =>
        [.. Encoding.ASCII.GetBytes(type), .. BitConverter.GetBytes(body.Length), .. body, .. body.Length % 2 == 1 ? new byte[1] : []];
}
