using Kaki.Kernel;
using Kaki.Kernel.Care;
using Kaki.Kernel.Data;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Pictures;
using Kaki.People;
using Kaki.Place.Notes;
using Kaki.Place.Reporting;
using Kaki.Trust.Screening;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Moderating;

/// <summary>
/// Notes for moderators, newest first: all, the marked (by the screen or by who reported them), those taken down; of one author, or one by its id.
/// What is not for everybody is among them only when it is marked, taken down or asked for by its id; that they asked is written down.
/// </summary>
public sealed class NotesToModerate
{
    private const int PageSize = 30, OpeningLength = 240;
    private readonly AppDb db;
    private readonly PeopleReads people;
    private readonly Screen screen;

    internal NotesToModerate(AppDb db, PeopleReads people, Screen screen) => (this.db, this.people, this.screen) = (db, people, screen);

    /// <param name="Text">A note's id, or "@handle".</param>
    /// <param name="Author">Whose, where that is known already.</param>
    public sealed record Filter(bool Marked = false, bool TakenDown = false, string? Text = null, Id? Author = null);

    /// <param name="Reports">What members find wrong with it, the most named first.</param>
    /// <param name="Words">What the screen finds in a marked note by the terms of today.</param>
    public sealed record Row(Id Id, string Author, string AuthorName, string Title, string Opening, string State, string Visibility, bool Marked, IReadOnlyList<string> Words, IReadOnlyList<ReasonCount> Reports, string? Picture, string? Colour, Instant PublishedAt);

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/moderation/notes",
            async (Caller caller, NotesToModerate notes, bool marked = false, bool takenDown = false, string? text = null, Cursor? after = null) => TypedResults.Ok(await notes.Run(caller, new(marked, takenDown, text), after)))
        .WithName("listNotesToModerate").WithSummary("Notes as moderators see them (moderators)").WithTags("moderation");

    public async Task<Page<Row>> Run(Caller caller, Filter filter, Cursor? after)
    {
        caller.Require(Rights.Moderate);
        var notes = db.Set<Note>().AsNoTracking().Where(n => n.State != NoteState.Deleted);
        if (filter.Marked) notes = notes.Where(n => n.Marked);
        if (filter.TakenDown) notes = notes.Where(n => n.State == NoteState.TakenDown);
        var asked = filter.Text?.Trim() is { Length: > 0 and <= 60 } text ? text : null;
        if (asked is null || asked[0] == '@') notes = notes.Where(n => n.Visibility == Visibility.Public || n.Marked || n.State == NoteState.TakenDown);
        else notes = Id.TryParse(asked, out var id) ? notes.Where(n => n.Id == id.Value) : notes.Where(n => false);
        if ((filter.Author is { } known ? known.Value : asked?[0] == '@' ? await people.IdOf(asked[1..]) : 0) is not 0 and var whose) notes = notes.Where(n => n.AuthorId == whose);
        if (after is { } cursor) notes = notes.Where(n => n.Id < cursor.Id);
        var found = await notes.OrderByDescending(n => n.Id).Take(PageSize + 1).Select(n => new
        {
            n.Id, n.AuthorId, n.Title, n.Body, n.State, n.Visibility, n.Marked, n.PublishedAt,
            Picture = n.Pictures.OrderBy(p => p.Position).Select(p => new { p.PictureId, p.Colour }).FirstOrDefault(),
        }).ToListAsync();
        foreach (var n in found.Where(n => n.Visibility != Visibility.Public && !n.Marked && n.State == NoteState.Published && n.AuthorId != caller.MemberId)) await NoteAccess.WriteDown(db, caller, n.Id);
        var authors = await people.Cards([.. found.Select(n => n.AuthorId)]);
        var reports = await Reports([.. found.Where(n => n.Marked).Select(n => n.Id)]);
        var rows = new List<Row>();
        foreach (var n in found)
        {
            var author = authors.GetValueOrDefault(n.AuthorId);
            IReadOnlyList<string> words = n.Marked ? [.. (await screen.Check(n.Title, n.Body)).Words.Distinct().Take(8)] : [];
            rows.Add(new(n.Id, author?.Handle ?? "", author?.Name ?? "", n.Title, n.Body.Length > OpeningLength ? n.Body.CutTo(OpeningLength) + "…" : n.Body, Camel(n.State), Camel(n.Visibility), n.Marked, words, [.. reports[n.Id]],
                n.Picture is { } p ? Picture.UrlOf(p.PictureId, 320) : null, n.Picture?.Colour, n.PublishedAt));
        }
        return Page<Row>.Of(rows, PageSize, r => new Cursor(0, r.Id));
    }

    private async Task<ILookup<long, ReasonCount>> Reports(List<long> notes) => notes.Count == 0 ? Enumerable.Empty<long>().ToLookup(n => n, n => new ReasonCount(default, 0))
        : (await db.Set<NoteReport>().Where(r => notes.Contains(r.NoteId)).GroupBy(r => new { r.NoteId, r.Reason }).Select(g => new { g.Key.NoteId, g.Key.Reason, Count = g.Count() }).ToListAsync())
            .OrderByDescending(r => r.Count).ThenBy(r => r.Reason).ToLookup(r => r.NoteId, r => new ReasonCount(r.Reason, r.Count));

    private static string Camel<T>(T value) where T : struct, Enum => char.ToLowerInvariant(value.ToString()[0]) + value.ToString()[1..];
}

internal sealed class MarkedNotesAwait(AppDb db) : IAwaitsDecision
{
    public string Item => "notes";
    public Rights Needed => Rights.Moderate;
    public string Page => "/console/notes?Show=marked";

    public Task<int> Count(CancellationToken cancel) => db.Set<Note>().CountAsync(n => n.Marked && n.State != NoteState.Deleted, cancel);
}
