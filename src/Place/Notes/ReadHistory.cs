using Kaki.Goods;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Paging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Notes;

/// <summary>What part of a note an edit changed.</summary>
internal enum NotePart { Title, Body, Pictures, Alt, Tags, Place, Disclosures }

/// <summary>A picture of an earlier version. <paramref name="Gone"/>: the edit took it out.</summary>
internal sealed record PictureOnce(Id Id, int Width, int Height, string Colour, string Alt, bool Gone)
{
    public string Url(int size) => Kernel.Pictures.Picture.UrlOf(Id, size);
    public IReadOnlyDictionary<int, string> Urls => Kernel.Pictures.Picture.Sizes.ToDictionary(s => s, Url);
}

/// <param name="PictureCount">How many there were; more than are in <paramref name="Pictures"/> where only their number was kept.</param>
/// <param name="Changed">What the edit that ended this version changed.</param>
/// <param name="ReplacedAt">When that was.</param>
internal sealed record NoteVersion(Id Id, string Title, string Body, IReadOnlyList<PictureOnce> Pictures, int PictureCount, IReadOnlyList<TagView> Tags, string? PlaceName, string? City,
    IReadOnlyList<Disclosure> Disclosures, IReadOnlyList<NotePart> Changed, Instant ReplacedAt);

/// <summary>What a note said and showed before each edit, newest first, for who may read the note; versions meant for fewer for their author alone.</summary>
internal sealed class ReadHistory(AppDb db, NoteAccess access)
{
    public const int Size = 20;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/notes/{id}/history", async (Id id, Caller caller, ReadHistory read, Cursor? after = null) => TypedResults.Ok((await read.Run(caller, id, after)).Versions))
            .WithName("readNoteHistory").WithSummary("What a note said and showed before each edit, newest first, for those who may see the note").WithTags("notes");

    /// <returns>A page of versions, and the one they led to: the note as it is now, or on a later page the last of the page before.</returns>
    public async Task<(NoteVersion Newer, Page<NoteVersion> Versions, bool Own)> Run(Caller caller, Id id, Cursor? after)
    {
        var read = await access.Find(id, caller, n => new { Note = n, Pictures = n.Pictures.OrderBy(p => p.Position).ToList(), Tags = n.Tags.OrderBy(t => t.Position).ToList() });
        read.Note.Pictures.AddRange(read.Pictures.Except(read.Note.Pictures));
        read.Note.Tags.AddRange(read.Tags.Except(read.Note.Tags));
        var edits = db.Set<NoteEdit>().AsNoTracking().Include(e => e.Shown.OrderBy(p => p.Position)).Where(e => e.NoteId == id.Value);
        var own = read.Note.AuthorId == caller.MemberId;
        // What was written for fewer is not given away by what it became.
        if (!own) edits = edits.Where(e => e.Visibility == Visibility.Public || e.Visibility == read.Note.Visibility);
        var newer = after is { } c ? await edits.SingleOrDefaultAsync(e => e.Id == c.Id) : null;
        if (after is { } place) edits = edits.Where(e => e.Id < place.Id);
        var page = Page<NoteEdit>.Of(await edits.OrderByDescending(e => e.Id).Take(Size + 1).ToListAsync(), Size, e => new Cursor(e.Id, e.Id));
        newer ??= NoteEdit.Of(0, read.Note, read.Note.EditedAt ?? read.Note.PublishedAt);
        return (View(newer, newer), new([.. page.Items.Select((e, i) => View(e, i == 0 ? newer : page.Items[i - 1]))], page.Next), own);
    }

    private static NoteVersion View(NoteEdit e, NoteEdit next) => new(e.Id, e.Title, e.Body,
        [.. e.Shown.Select(p => new PictureOnce(p.PictureId, p.Width, p.Height, p.Colour, p.Alt, next.Shown.All(n => n.PictureId != p.PictureId)))], e.Pictures,
        [.. e.Tagged.Select(t => new TagView(t.PictureIndex, t.X / 10.0, t.Y / 10.0, t.ProductId))], e.PlaceName, e.City,
        [.. Enum.GetValues<Disclosure>().Where(d => d != Disclosure.None && e.Disclosure.HasFlag(d))], [.. e.ChangedTo(next)], e.ReplacedAt);
}
