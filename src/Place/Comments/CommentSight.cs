using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Kaki.Place.Notes;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Comments;

/// <summary>What the lists need to know of the note.</summary>
internal sealed record NoteHead(long Id, long AuthorId, CommentPolicy Policy, long Count, int Folded, int Held);

/// <summary>What one reader may see under a note.</summary>
internal sealed class CommentSight(AppDb db, NoteAccess access, PeopleReads people)
{
    public async Task<NoteHead> Head(Caller caller, long noteId)
    {
        var comments = db.Set<Comment>();
        var notes = caller.May(Rights.Moderate) ? db.Set<Note>().AsNoTracking().Where(n => n.State != NoteState.Deleted) : await access.Visible(caller, browsing: false);
        return await notes.Where(n => n.Id == noteId).Select(n => new NoteHead(n.Id, n.AuthorId, n.Comments, n.CommentCount,
            comments.Count(c => c.NoteId == n.Id && c.RootId == null && c.Folded && c.State == CommentState.Shown),
            n.AuthorId == caller.MemberId ? comments.Count(c => c.NoteId == n.Id && c.State == CommentState.Held) : 0)).SingleOrDefaultAsync() ?? throw Refusal.Missing();
    }

    /// <summary>What is shown to all, what is held as far as it is one's own or under one's own note, and the place of what is gone where others have answered.</summary>
    public async Task<IQueryable<Comment>> Visible(Caller caller, NoteHead head)
    {
        var comments = db.Set<Comment>().AsNoTracking().Where(c => c.NoteId == head.Id);
        if (caller.MemberId is not { } me) return comments.Where(c => c.State == CommentState.Shown || c.Replies > 0 && (c.State == CommentState.Deleted || c.State == CommentState.TakenDown));
        var rules = me == head.AuthorId || caller.May(Rights.Moderate);
        var bonds = await people.BondsOf(me);
        var hidden = bonds.Blocked.Concat(bonds.Muted).ToArray();
        comments = comments.Where(c => c.State == CommentState.Shown || c.State == CommentState.Held && (rules || c.AuthorId == me) || c.Replies > 0 && (c.State == CommentState.Deleted || c.State == CommentState.TakenDown));
        return hidden.Length == 0 ? comments : comments.Where(c => !hidden.Contains(c.AuthorId) || c.Replies > 0 && (c.State == CommentState.Deleted || c.State == CommentState.TakenDown));
    }

    public Task<IReadOnlyDictionary<long, PersonCard>> Cards(Caller caller, NoteHead head, IEnumerable<Row> rows) =>
        people.Cards([.. rows.SelectMany(r => new[] { r.AuthorId, r.ReplyToMemberId ?? r.AuthorId }).Append(head.AuthorId).Append(caller.MemberId ?? head.AuthorId).Distinct()]);

    /// <summary>Of the visible, those behind a line that says how many there are, or those in the open: what is held or gone is in no such heap.</summary>
    public static IQueryable<Comment> Folded(IQueryable<Comment> comments, bool folded) =>
        folded ? comments.Where(c => c.Folded && c.State == CommentState.Shown) : comments.Where(c => !c.Folded || c.State != CommentState.Shown);
}
