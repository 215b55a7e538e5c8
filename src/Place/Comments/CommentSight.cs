using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Kaki.Place.Moderating;
using Kaki.Place.Notes;
using Kaki.Trust.Auditing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Comments;

/// <summary>What the lists need to know of the note.</summary>
internal sealed record NoteHead(long Id, long AuthorId, CommentPolicy Policy, long Count, int Folded, int Held);

/// <summary>What one reader may see under a note.</summary>
internal sealed class CommentSight(AppDb db, NoteAccess access, PeopleReads people)
{
    public async Task<NoteHead> Head(Caller caller, long noteId)
    {
        if (await Head(caller, await access.Visible(caller, browsing: false), noteId) is { } seen) return seen;
        if (!caller.May(Rights.Moderate)) throw Refusal.Missing();
        var head = await Head(caller, db.Set<Note>().AsNoTracking().Where(n => n.State != NoteState.Deleted), noteId) ?? throw Refusal.Missing();
        if (head.AuthorId != caller.MemberId) await access.LookInto(noteId, caller);
        return head;
    }

    private async Task<NoteHead?> Head(Caller caller, IQueryable<Note> notes, long noteId)
    {
        var bonds = caller.MemberId is { } me ? await people.BondsOf(me) : Bonds.None;
        var folded = NotOf(db.Set<Comment>().Where(c => c.RootId == null && c.Folded && c.State == CommentState.Shown), [.. bonds.Blocked, .. bonds.Muted]);
        var held = NotOf(db.Set<Comment>().Where(c => c.State == CommentState.Held), [.. bonds.Blocked]);
        return await notes.Where(n => n.Id == noteId).Select(n => new NoteHead(n.Id, n.AuthorId, n.Comments, n.CommentCount,
            folded.Count(c => c.NoteId == n.Id), n.AuthorId == caller.MemberId ? held.Count(c => c.NoteId == n.Id) : 0)).SingleOrDefaultAsync();
    }

    private static IQueryable<Comment> NotOf(IQueryable<Comment> comments, long[] hidden) => hidden.Length == 0 ? comments : comments.Where(c => !hidden.Contains(c.AuthorId));

    /// <summary>What is shown to all, what is held as far as it is one's own or under one's own note, and the place of what is gone, or waits again, where others have answered.</summary>
    /// <param name="down">What was taken down too, for its writer and for moderators: where a comment is read by its address.</param>
    public async Task<IQueryable<Comment>> Visible(Caller caller, NoteHead head, bool down = false)
    {
        var comments = db.Set<Comment>().AsNoTracking().Where(c => c.NoteId == head.Id);
        if (caller.MemberId is not { } me) return comments.Where(c => c.State == CommentState.Shown || c.Replies > 0);
        var judges = caller.May(Rights.Moderate);
        var rules = me == head.AuthorId || judges;
        var bonds = await people.BondsOf(me);
        var hidden = bonds.Blocked.Concat(bonds.Muted).ToArray();
        comments = comments.Where(c => c.State == CommentState.Shown || c.Replies > 0 || c.State == CommentState.Held && (rules || c.AuthorId == me)
            || down && c.State == CommentState.TakenDown && (judges || c.AuthorId == me));
        return hidden.Length == 0 ? comments : comments.Where(c => !hidden.Contains(c.AuthorId) || c.Replies > 0 && (c.State == CommentState.Deleted || c.State == CommentState.TakenDown));
    }

    public Task<IReadOnlyDictionary<long, PersonCard>> Cards(Caller caller, NoteHead head, IEnumerable<Row> rows) =>
        people.Cards([.. rows.SelectMany(r => new[] { r.AuthorId, r.ReplyToMemberId ?? r.AuthorId }).Append(head.AuthorId).Append(caller.MemberId ?? head.AuthorId).Distinct()]);

    /// <summary>Of what was taken down the rows the reader may see all the same, each with the reason.</summary>
    public async Task<IReadOnlyDictionary<long, string>> Whys(Caller caller, IEnumerable<Row> rows)
    {
        var down = rows.Where(r => r.State == CommentState.TakenDown && (r.AuthorId == caller.MemberId || caller.May(Rights.Moderate))).ToDictionary(r => r.Id, r => $"comment:{new Id(r.Id)}");
        var whys = await Audit.Whys(db, ModerateComment.TookDown, [.. down.Values]);
        return down.ToDictionary(d => d.Key, d => whys.GetValueOrDefault(d.Value, ""));
    }

    /// <summary>It is opened by a moderator who would not see it.</summary>
    public bool IsToJudge(NoteHead head) => access.LooksInto(head.Id);

    /// <returns>The code of the refusal a comment of this reader would meet, or null.</returns>
    public async Task<string?> Closed(Caller caller, NoteHead head)
    {
        if (IsToJudge(head)) return "forbidden";
        var bonds = caller.MemberId is { } me ? await people.BondsOf(me) : null;
        return WhoMayComment.Refuses(caller, head.AuthorId, head.Policy, bonds, await FollowedByAuthor(caller, head));
    }

    private async Task<bool> FollowedByAuthor(Caller caller, NoteHead head) =>
        head.Policy == CommentPolicy.Followed && caller.MemberId is { } me && me != head.AuthorId && await people.Follows(head.AuthorId, me);

    /// <summary>Of the visible, those behind a line that says how many there are, or those in the open: what is held or gone is in no such heap.</summary>
    public static IQueryable<Comment> Folded(IQueryable<Comment> comments, bool folded) =>
        folded ? comments.Where(c => c.Folded && c.State == CommentState.Shown) : comments.Where(c => !c.Folded || c.State != CommentState.Shown);
}
