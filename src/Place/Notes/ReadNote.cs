using System.Security.Cryptography;
using System.Text.Json;
using Kaki.Goods;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Pictures;
using Kaki.People;
using Kaki.Place.Liking;
using Kaki.Place.Moderating;
using Kaki.Place.Saving;
using Kaki.Place.Topics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Notes;

internal sealed record PictureInNote(Id Id, int Width, int Height, string Colour, string BlurHash, string Alt)
{
    public string Url(int size) => Picture.UrlOf(Id, size);
    public IReadOnlyDictionary<int, string> Urls => Picture.Sizes.ToDictionary(s => s, Url);
}

/// <param name="X">Percent from the left.</param>
/// <param name="Y">Percent from the top.</param>
internal sealed record TagView(int PictureIndex, double X, double Y, Id ProductId);

/// <param name="HoldComments">For the author alone, as are <paramref name="Viewers"/>: whoever reads a note, changes it and sends it back resets nothing.</param>
/// <param name="Viewers">Handles of the people a note for selected people is meant for.</param>
internal sealed record NoteView(Id Id, PersonCard Author, string Title, string Body, string Language, Visibility Visibility, CommentPolicy CommentPolicy,
    IReadOnlyList<Disclosure> Disclosures, NoteState State, string? PlaceName, string? City, double? Latitude, double? Longitude, Instant PublishedAt, Instant? EditedAt, int Edits, long Version,
    long Likes, long Saves, long Comments, bool Liked, bool Saved, bool FollowingAuthor, bool AuthorMuted, bool Own,
    IReadOnlyList<PictureInNote> Pictures, IReadOnlyList<TagView> Tags, IReadOnlyList<string> Topics, IReadOnlyList<ProductCard> Products,
    bool? HoldComments, IReadOnlyList<string>? Viewers)
{
    /// <summary>Of the reader's collections the one that holds it.</summary>
    public Id? CollectionId { get; init; }
    public string? Collection { get; init; }

    /// <summary>Why a moderator took it down; then only its author and moderators read it.</summary>
    public string? TakenDownFor { get; init; }
    internal bool Down => State == NoteState.TakenDown;

    /// <summary>The reader is a moderator who could not see it as a member: there is nothing to do here but judge.</summary>
    internal bool LookedInto { get; init; }

    /// <summary>The reader asked to follow its author, who has not answered yet.</summary>
    public bool AskedAuthor { get; init; }
}

/// <summary>One note as a reader sees it.</summary>
internal sealed class ReadNote(AppDb db, NoteAccess access, PeopleReads people, GoodsReads goods)
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/notes/{id}", Answered)
        .WithName("readNote").WithSummary("A note, for those who may see it").WithTags("notes");

    private static async Task<Results<Ok<NoteView>, StatusCodeHttpResult>> Answered(Id id, HttpContext http, Caller caller, ReadNote read)
    {
        var note = await read.Run(caller, id);
        if (!caller.SignedIn && http.NotModified(TagOf(note))) return TypedResults.StatusCode(304);
        if (caller.SignedIn) http.Response.SetTag(note.Version);
        return TypedResults.Ok(note);
    }

    // The version alone stays as it is while likes, comments, prices and the reader's language change. Whoever sends the tag back to change the note is known by its version.
    private static string TagOf(NoteView note) => $"{note.Version}.{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(note)).AsSpan(0, 8))}";

    public async Task<NoteView> Run(Caller caller, Id id)
    {
        var me = caller.MemberId ?? 0;
        var read = await access.Find(id, caller, n => new
        {
            Note = n,
            Pictures = n.Pictures.OrderBy(p => p.Position).ToList(),
            Tags = n.Tags.OrderBy(t => t.Position).ToList(),
            Topics = n.Topics.OrderBy(t => t.Position).Select(t => db.Set<Topic>().Where(x => x.Id == t.TopicId).Select(x => x.Name).First()).ToList(),
            Liked = db.Set<Like>().Any(l => l.NoteId == n.Id && l.MemberId == me),
            Edits = db.Set<NoteEdit>().Count(e => e.NoteId == n.Id && (n.AuthorId == me || e.Visibility == Visibility.Public || e.Visibility == n.Visibility)), // as ReadHistory shows them
            Saved = db.Set<Save>().Any(s => s.NoteId == n.Id && s.MemberId == me),
            CollectionId = db.Set<Save>().Where(s => s.NoteId == n.Id && s.MemberId == me).Select(s => s.CollectionId).FirstOrDefault(),
            Collection = db.Set<Save>().Where(s => s.NoteId == n.Id && s.MemberId == me).Join(db.Set<Collection>(), s => s.CollectionId, c => c.Id, (_, c) => c.Name).FirstOrDefault(),
        });
        var (note, pictures, tags, topics, liked, saved) = (read.Note, read.Pictures, read.Tags, read.Topics, read.Liked, read.Saved);
        var products = await goods.Cards([.. tags.Select(t => t.ProductId).Distinct()]);
        var author = (await people.Cards([note.AuthorId])).GetValueOrDefault(note.AuthorId) ?? throw Kernel.Refusals.Refusal.Missing();
        var bonds = caller.MemberId is { } reader ? await people.BondsOf(reader) : Bonds.None;
        return new NoteView(note.Id, author, note.Title, note.Body, note.Language, note.Visibility, note.Comments,
            [.. Enum.GetValues<Disclosure>().Where(d => d != Disclosure.None && note.Disclosure.HasFlag(d))], note.State, note.PlaceName, note.City, note.Latitude, note.Longitude, note.PublishedAt, note.EditedAt, read.Edits, note.Version,
            note.Likes, note.Saves, note.CommentCount, liked, saved, bonds.Following.Contains(note.AuthorId), bonds.Muted.Contains(note.AuthorId), caller.MemberId == note.AuthorId,
            [.. pictures.Select(p => new PictureInNote(p.PictureId, p.Width, p.Height, p.Colour, p.BlurHash, p.Alt))],
            [.. tags.Where(t => products.ContainsKey(t.ProductId)).Select(t => new TagView(t.PictureIndex, t.X / 10.0, t.Y / 10.0, t.ProductId))],
            topics, [.. tags.Select(t => t.ProductId).Distinct().Where(products.ContainsKey).Select(p => products[p])],
            me == note.AuthorId ? note.HoldComments : null, me == note.AuthorId ? await ViewersOf(note) : null) 
        {
            CollectionId = read.CollectionId is { } kept ? new Id(kept) : null, Collection = read.Collection, AskedAuthor = bonds.Asked.Contains(note.AuthorId), LookedInto = access.LooksInto(id),
            TakenDownFor = note.State == NoteState.TakenDown ? await ModerateNote.WhyTakenDown(db, id) : null,
        };
    }

    private async Task<IReadOnlyList<string>> ViewersOf(Note note)
    {
        if (note.Visibility != Visibility.Selected) return [];
        var ids = await db.Set<NoteViewer>().Where(v => v.NoteId == note.Id).OrderBy(v => v.MemberId).Select(v => v.MemberId).ToListAsync();
        return [.. (await people.Cards(ids)).Values.Select(p => p.Handle).Order(StringComparer.Ordinal)];
    }
}
