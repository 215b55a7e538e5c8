using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Kaki.Kernel.Pictures;

/// <summary>The bytes of one picture out of a request: its whole body, or the first file of a form.</summary>
internal static class Upload
{
    private const int Frame = 64 * 1024; // what the parts of a form may add

    public static async Task<Stream> Open(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > PictureRefusals.MaxBytes + Frame) throw PictureRefusals.TooLarge();
        if (!request.HasFormContentType) return request.Body;
        if (request.HttpContext.Features.Get<IFormFeature>()?.Form is { } read) return read.Files.FirstOrDefault()?.OpenReadStream() ?? throw PictureRefusals.NoPicture();
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary).Value;
        if (boundary is not { Length: > 0 and <= 100 }) throw PictureRefusals.NoPicture();
        var parts = new MultipartReader(boundary, request.Body);
        for (var n = 0; n < 16 && await Next(parts, cancel) is { } part; n++)
            if (part.GetContentDispositionHeader()?.IsFileDisposition() == true) return part.Body;
        throw PictureRefusals.NoPicture();
    }

    /// <summary>Reads at most what a picture may weigh. <paramref name="length"/> is a hint, not a promise.</summary>
    public static async Task<ReadOnlyMemory<byte>> Read(Stream stream, long? length, CancellationToken cancel)
    {
        var bytes = GC.AllocateUninitializedArray<byte>((int)Math.Clamp(length ?? Frame, 1, PictureRefusals.MaxBytes + 1));
        for (var filled = 0; ;)
        {
            if (filled == bytes.Length) Array.Resize(ref bytes, Math.Min(bytes.Length * 2, PictureRefusals.MaxBytes + 1));
            var read = await stream.ReadAsync(bytes.AsMemory(filled), cancel);
            if (read == 0) return bytes.AsMemory(0, filled);
            filled += read;
            if (filled > PictureRefusals.MaxBytes) throw PictureRefusals.TooLarge();
        }
    }

    private static async Task<MultipartSection?> Next(MultipartReader parts, CancellationToken cancel)
    {
        try
        {
            return await parts.ReadNextSectionAsync(cancel);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw PictureRefusals.NoPicture();
        }
    }
}
