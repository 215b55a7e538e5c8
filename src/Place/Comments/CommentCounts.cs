using Kaki.Kernel.Data;
using Kaki.Place.Notes;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Comments;

/// <summary>
/// Counts beside a note and a thread, made anew from the rows inside the transaction that changed them: held and removed ones do not count,
/// the answers in their threads do. Whoever changes what is said under a note locks the note before their first row is
/// written: so nobody counts without another's row, and nobody waits in a ring.
/// </summary>
internal static class CommentCounts
{
    public static async Task Count(AppDb db, long noteId, long? rootId)
    {
        await db.Lock<Note>(noteId);
        await db.SaveChangesAsync();
        if (rootId is { } root)
            await db.Set<Comment>().Where(c => c.Id == root).ExecuteUpdateAsync(s => s
                .SetProperty(c => c.Replies, c => db.Set<Comment>().Count(r => r.RootId == root && r.State == CommentState.Shown))
                .SetProperty(c => c.Heat, c => c.Likes + 2 * db.Set<Comment>().Count(r => r.RootId == root && r.State == CommentState.Shown)));
        var comments = db.Set<Comment>();
        var shown = await comments.Where(c => c.NoteId == noteId && c.RootId == null).SumAsync(c => (c.State == CommentState.Shown ? 1 : 0) + c.Replies);
        await db.Set<Note>().Where(n => n.Id == noteId).ExecuteUpdateAsync(s => s.SetProperty(n => n.CommentCount, shown));
    }
}
