using Kaki.Kernel;
using Kaki.Kernel.Care;
using Kaki.Kernel.Data;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Pictures;
using Kaki.People;
using Kaki.Place.Comments;
using Kaki.Place.Notes;
using Kaki.Place.Reporting;
using Kaki.Trust.Screening;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Moderating;

/// <summary>Comments for moderators, newest first: those that were reported or that the screen marked, or those taken down.</summary>
public sealed class CommentsToModerate
{
    private const int PageSize = 30;
    private readonly AppDb db;
    private readonly PeopleReads people;
    private readonly Screen screen;

    internal CommentsToModerate(AppDb db, PeopleReads people, Screen screen) => (this.db, this.people, this.screen) = (db, people, screen);

    /// <param name="Sticker">Its code.</param>
    /// <param name="Folded">Readers see it behind a line only.</param>
    /// <param name="Marked">The screen knew a word of it.</param>
    /// <param name="Words">What the screen finds in a marked one by the terms of today.</param>
    public sealed record Row(Id Id, Id NoteId, string Author, string AuthorName, string Text, string? Picture, string? Sticker, bool TakenDown, bool Folded, bool Marked, IReadOnlyList<string> Words, IReadOnlyList<ReasonCount> Reports, Instant At);

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/moderation/comments",
            async (Caller caller, CommentsToModerate comments, bool takenDown = false, Cursor? after = null) => TypedResults.Ok(await comments.Run(caller, takenDown, after)))
        .WithName("listCommentsToModerate").WithSummary("Comments that were reported or marked, or taken down (moderators)").WithTags("moderation");

    public async Task<Page<Row>> Run(Caller caller, bool takenDown, Cursor? after)
    {
        caller.Require(Rights.Moderate);
        var comments = takenDown ? db.Set<Comment>().Where(c => c.State == CommentState.TakenDown) : Waiting(db);
        if (after is { } cursor) comments = comments.Where(c => c.Id < cursor.Id);
        var found = await comments.AsNoTracking().OrderByDescending(c => c.Id).Take(PageSize + 1).ToListAsync();
        var authors = await people.Cards([.. found.Select(c => c.AuthorId)]);
        var ids = found.Select(c => c.Id).ToList();
        var reports = (await db.Set<CommentReport>().Where(r => ids.Contains(r.CommentId)).GroupBy(r => new { r.CommentId, r.Reason }).Select(g => new { g.Key.CommentId, g.Key.Reason, Count = g.Count() }).ToListAsync()).ToLookup(r => r.CommentId);
        var rows = new List<Row>();
        foreach (var c in found)
            rows.Add(new(c.Id, c.NoteId, authors.GetValueOrDefault(c.AuthorId)?.Handle ?? "", authors.GetValueOrDefault(c.AuthorId)?.Name ?? "", c.Text,
                c.PictureId is { } picture ? Picture.UrlOf(picture, 320) : null, c.Sticker, c.State == CommentState.TakenDown, c.Folded,
                c.MarkedAt is not null, c.MarkedAt is not null ? [.. (await screen.Check(c.Text)).Words.Distinct().Take(8)] : [],
                [.. reports[c.Id].OrderByDescending(r => r.Count).ThenBy(r => r.Reason).Select(r => new ReasonCount(r.Reason, r.Count))], c.At));
        return Page<Row>.Of(rows, PageSize, r => new Cursor(0, r.Id));
    }

    /// <summary>Those nobody has decided about, asked by the few reports and marks there are, not by the many comments.</summary>
    internal static IQueryable<Comment> Waiting(AppDb db) => db.Set<Comment>().Where(c => db.Set<CommentReport>().Select(r => r.CommentId).Union(db.Set<Comment>().Where(m => m.MarkedAt != null).Select(m => m.Id)).Contains(c.Id)
        && (c.State == CommentState.Shown || c.State == CommentState.Held) && db.Set<Note>().Any(n => n.Id == c.NoteId && n.State != NoteState.Deleted));
}

internal sealed class CommentsAwait(AppDb db) : IAwaitsDecision
{
    public string Item => "comments";
    public Rights Needed => Rights.Moderate;
    public string Page => "/console/comments";

    public Task<int> Count(CancellationToken cancel) => CommentsToModerate.Waiting(db).CountAsync(cancel);
}
