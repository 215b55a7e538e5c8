using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.Place.Notes;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Comments;

/// <summary>Finds a comment for somebody who wants to do something with it.</summary>
internal sealed class CommentAccess(AppDb db, NoteAccess notes)
{
    /// <summary>One that the caller can see under a note they can see; tracked.</summary>
    public Task<(Comment Comment, Note Note)> Find(Id id, Caller caller) => Find(id, caller, notes.Find);

    private async Task<(Comment Comment, Note Note)> Find(Id id, Caller caller, Func<Id, Caller, Task<Note>> under)
    {
        var comment = await db.Set<Comment>().SingleOrDefaultAsync(c => c.Id == id.Value) ?? throw Refusal.Missing();
        var note = await under(comment.NoteId, caller);
        var mine = comment.AuthorId == caller.MemberId || Rules(caller, note);
        if (comment.State == CommentState.Shown || comment.State == CommentState.Held && mine || comment.State == CommentState.Deleted && comment.DeletedBy == caller.MemberId) return (comment, note);
        throw Refusal.Missing();
    }

    /// <summary>The same, and one's own also where the note is out of sight by now: what one said can always be taken back.</summary>
    public async Task<(Comment Comment, Note Note)> FindToRemove(Id id, Caller caller)
    {
        var me = caller.Member;
        var comment = await db.Set<Comment>().SingleOrDefaultAsync(c => c.Id == id.Value && c.AuthorId == me && (c.State == CommentState.Shown || c.State == CommentState.Held || c.State == CommentState.Deleted && c.DeletedBy == me));
        if (comment is null) return await Find(id, caller);
        var note = await db.Set<Note>().AsNoTracking().SingleOrDefaultAsync(n => n.Id == comment.NoteId && n.State != NoteState.Deleted) ?? throw Refusal.Missing();
        return (comment, note);
    }

    /// <summary>As <see cref="Find(Id, Caller)"/>, for the note's author or a moderator only.</summary>
    public async Task<(Comment Comment, Note Note)> FindToRule(Id id, Caller caller)
    {
        _ = caller.Member;
        var (comment, note) = await Find(id, caller, notes.FindToRule);
        return Rules(caller, note) ? (comment, note) : throw Refusal.Forbidden();
    }

    public static bool Rules(Caller caller, Note note) => caller.MemberId == note.AuthorId || caller.May(Rights.Moderate);
}
