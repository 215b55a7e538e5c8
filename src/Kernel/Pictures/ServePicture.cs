using Kaki.Kernel.Blobs;
using Kaki.Kernel.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Kaki.Kernel.Pictures;

/// <summary>
/// The media door: <c>/media/{id}/{size}.webp</c>. It asks no database; what may not be shown has no file here.
/// A picture never changes, but may be taken down: browsers and proxies keep it for a day and then ask again, which costs no bytes.
/// What was taken down is looked for only when somebody signed in asks for what is not here.
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
        await Send(http, id, size, etag);
    }

    private static async Task Send(HttpContext http, Id id, int size, string etag)
    {
        var blobs = http.RequestServices.GetRequiredService<IBlobs>();
        var shown = await blobs.Get(Picture.Key(id, size), cancel: http.RequestAborted);
        await using var blob = shown ?? (await MaySeeWithheld(http, id) ? await blobs.Get(Picture.WithheldKey(id, size), cancel: http.RequestAborted) : null);
        if (blob is null)
        {
            Missing(http);
            return;
        }
        var headers = http.Response.Headers;
        headers.CacheControl = shown is null ? "private, no-store" : "public, max-age=86400, immutable";
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

    private static async Task<bool> MaySeeWithheld(HttpContext http, Id id)
    {
        var caller = http.Caller();
        if (caller.MemberId is not { } me) return false;
        var owner = await http.RequestServices.GetRequiredService<AppDb>().Set<Picture>().Where(p => p.Id == id.Value && p.State == PictureState.TakenDown)
            .Select(p => (long?)p.OwnerId).SingleOrDefaultAsync(http.RequestAborted);
        return owner is not null && (owner == me || caller.May(Rights.Moderate));
    }

    // No page: whoever asks here wants a picture. And not to be kept: it may come, or come back.
    private static void Missing(HttpContext http)
    {
        if (http.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        http.Response.Headers.CacheControl = "no-store";
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
