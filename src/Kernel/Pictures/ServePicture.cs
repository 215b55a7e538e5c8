using Kaki.Kernel.Blobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Kaki.Kernel.Pictures;

/// <summary>
/// The media door: <c>/media/{id}/{size}.webp</c>. It asks no database; what may not be shown has no file here.
/// A picture never changes, so browsers and proxies may keep it for ever.
/// </summary>
internal static class ServePicture
{
    private const int Chunk = 64 * 1024;
    private static readonly (string Name, int Size, string ETag)[] Files = [.. Picture.Sizes.Select(s => ($"{s}.webp", s, $"\"{s}\""))];

    public static void Route(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/media/{id}/{name}", ["GET", "HEAD"], Get).ExcludeFromDescription();

    private static async Task Get(HttpContext http)
    {
        var (size, etag) = Asked((string?)http.GetRouteValue("name"));
        if (size == 0 || !Id.TryParse((string?)http.GetRouteValue("id"), out var id))
        {
            Missing(http);
            return;
        }
        await Send(http, Picture.Key(id, size), etag);
    }

    private static async Task Send(HttpContext http, string key, string etag)
    {
        await using var blob = await http.RequestServices.GetRequiredService<IBlobs>().Get(key, cancel: http.RequestAborted);
        if (blob is null)
        {
            Missing(http);
            return;
        }
        var headers = http.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.ETag = etag;
        headers.XContentTypeOptions = "nosniff";
        if (http.Request.Headers.IfNoneMatch.Count > 0 && Known(http.Request, etag))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        http.Response.ContentType = AddPicture.ContentType;
        http.Response.ContentLength = blob.Length;
        if (!HttpMethods.IsHead(http.Request.Method)) await Copy(blob.Content, http);
    }

    // No page: whoever asks here wants a picture.
    private static void Missing(HttpContext http)
    {
        if (http.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    // Straight into the server's own buffers.
    private static async Task Copy(Stream content, HttpContext http)
    {
        var body = http.Response.BodyWriter;
        for (int read; (read = await content.ReadAsync(body.GetMemory(Chunk), http.RequestAborted)) > 0;)
        {
            body.Advance(read);
            if ((await body.FlushAsync(http.RequestAborted)).IsCompleted) return;
        }
    }

    // The address itself names the content, so within one address any fixed tag will do.
    private static (int Size, string ETag) Asked(string? name)
    {
        foreach (var file in Files)
            if (file.Name == name) return (file.Size, file.ETag);
        return default;
    }

    private static bool Known(HttpRequest request, string etag)
    {
        foreach (var tag in request.GetTypedHeaders().IfNoneMatch)
            if (tag.Equals(EntityTagHeaderValue.Any) || tag.Tag == etag) return true;
        return false;
    }
}
