using Kaki.Kernel;
using Kaki.Kernel.Care;
using Kaki.Kernel.Data;
using Kaki.Place.Comments;
using Kaki.Place.Liking;
using Kaki.Place.Notes;
using Kaki.Place.Saving;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Moderating;

/// <summary>The counters beside a note are the number of its rows: likes, saves, and comments that are shown.</summary>
internal sealed class NoteCounts(AppDb db) : IInvariant
{
    public string Name => "note_counts";

    public async Task<InvariantResult> Check(bool fix, CancellationToken cancel)
    {
        var notes = await db.Set<Note>().LongCountAsync(cancel);
        var wrong = Wrong();
        var broken = await wrong.LongCountAsync(cancel);
        var examples = broken == 0 ? [] : await wrong.OrderBy(n => n.Id).Take(InvariantResult.MostExamples).Select(n => n.Id).ToListAsync(cancel);
        if (fix && broken > 0) await Fix(cancel);
        return new(notes, broken, fix && await wrong.LongCountAsync(cancel) == 0, [.. examples.Select(id => $"note:{new Id(id)}")]);
    }

    private IQueryable<Note> Wrong() => db.Set<Note>().AsNoTracking().Where(n =>
        n.Likes != db.Set<Like>().Count(l => l.NoteId == n.Id)
        || n.Saves != db.Set<Save>().Count(s => s.NoteId == n.Id)
        || n.CommentCount != db.Set<Comment>().Count(c => c.NoteId == n.Id && c.State == CommentState.Shown));

    private async Task Fix(CancellationToken cancel)
    {
        var ids = await Wrong().Select(n => n.Id).ToListAsync(cancel);
        foreach (var some in ids.Chunk(200))
            await db.Write(() => db.Set<Note>().Where(n => some.Contains(n.Id)).ExecuteUpdateAsync(s => s
                .SetProperty(n => n.Likes, n => db.Set<Like>().Count(l => l.NoteId == n.Id))
                .SetProperty(n => n.Saves, n => db.Set<Save>().Count(x => x.NoteId == n.Id))
                .SetProperty(n => n.CommentCount, n => db.Set<Comment>().Count(c => c.NoteId == n.Id && c.State == CommentState.Shown)), cancel), cancel);
    }
}
