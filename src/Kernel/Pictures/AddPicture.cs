using Kaki.Kernel.Http;
using Kaki.Kernel.Blobs;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Kernel.Pictures;

/// <summary>A member brings a picture: developed, stored, and theirs. It stays when something comes to use it within a day.</summary>
public sealed class AddPicture(AppDb db, IBlobs blobs, Darkroom darkroom, TimeProvider clock)
{
    public const string ContentType = "image/webp";
    private const int MostInAnHour = 400;

    public async Task<Picture> Run(Caller caller, Stream content, PicturePurpose purpose, long? length = null, CancellationToken cancel = default)
    {
        var me = caller.Member;
        var since = Instant.Now(clock).Minus(TimeSpan.FromHours(1));
        if (await db.Set<Picture>().CountAsync(p => p.OwnerId == me && p.Created > since, cancel) >= MostInAnHour) throw new Refusal("too_often", 429) { RetryAfter = 600 };
        return await For(me, content, purpose, length, cancel);
    }

    /// <summary>For the house itself (import, demo content), which adds pictures in a member's name.</summary>
    public async Task<Picture> For(long owner, Stream content, PicturePurpose purpose, long? length = null, CancellationToken cancel = default)
    {
        using var memory = darkroom.Reserve(Math.Min(length ?? PictureRefusals.MaxBytes, PictureRefusals.MaxBytes));
        var source = await Upload.Read(content, length, cancel);
        return await Keep(owner, purpose, await darkroom.Develop(source, cancel), cancel);
    }

    // The row comes first: should the process die between the two, the sweep finds it and takes away whatever was stored.
    private async Task<Picture> Keep(long owner, PicturePurpose purpose, Developed developed, CancellationToken cancel)
    {
        var picture = new Picture(owner, purpose, developed, Instant.Now(clock));
        var key = db.OnceKey;
        db.OnceKey = null; // what comes after uses the request's key up, the answer or a form's own change: before it, nobody knows the picture, and trying again must work
        db.Add(picture);
        await db.SaveChangesAsync(cancel);
        db.OnceKey = key;
        foreach (var (size, bytes) in Picture.Sizes.Zip(developed.Sizes))
            await blobs.Put(Picture.Key(picture.Id, size), new MemoryStream(bytes, writable: false), ContentType, cancel);
        return picture;
    }

    internal static void Route(IEndpointRouteBuilder routes) => routes.MapPost("/api/v1/pictures", Post)
        .WithName("addPicture").WithTags("pictures").WithSummary("Upload a picture: the file as the body, or as the first file of a form.")
        .WithMetadata(new TakesPicturesAttribute())
        .Accepts<byte[]>("application/octet-stream", "image/jpeg", "image/png", "image/webp", "image/avif", "image/heic", "multipart/form-data")
        .ProducesProblem(400).ProducesProblem(401).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422).ProducesProblem(503);

    private static async Task<Created<PictureView>> Post(Caller caller, HttpRequest request, AddPicture add, string purpose = "note", CancellationToken cancel = default)
    {
        _ = caller.Member; // before a byte is read
        var picture = await add.Run(caller, await Upload.Open(request, cancel), PurposeOf(purpose), request.ContentLength, cancel);
        return TypedResults.Created(picture.Url(Picture.Sizes[^1]), PictureView.Of(picture));
    }

    private static PicturePurpose PurposeOf(string name) =>
        Enum.GetNames<PicturePurpose>().FirstOrDefault(n => n.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } known ? Enum.Parse<PicturePurpose>(known) : throw PictureRefusals.UnknownPurpose();
}

/// <summary>A picture as the API shows it. <paramref name="Urls"/> has one address for each width, by its number.</summary>
internal sealed record PictureView(Id Id, int Width, int Height, string Colour, string Blurhash, IReadOnlyDictionary<string, string> Urls)
{
    public static PictureView Of(Picture p) =>
        new(p.Id, p.Width, p.Height, p.Colour, p.Blurhash, Picture.Sizes.ToDictionary(size => size.ToString(), p.Url));
}
