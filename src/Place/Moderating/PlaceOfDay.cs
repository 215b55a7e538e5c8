using Kaki.Kernel;
using Kaki.Kernel.Care;
using Kaki.Kernel.Data;
using Kaki.Place.Comments;
using Kaki.Place.Notes;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Moderating;

/// <summary>Notes and comments of a day that are still there.</summary>
internal sealed class PlaceOfDay(AppDb db) : IDayNumbers
{
    public async Task<IReadOnlyDictionary<string, long>> Count(Instant from, Instant to, CancellationToken cancel) => new Dictionary<string, long>
    {
        ["notes"] = await db.Set<Note>().LongCountAsync(n => n.State == NoteState.Published && n.PublishedAt >= from && n.PublishedAt < to, cancel),
        ["comments"] = await db.Set<Comment>().LongCountAsync(c => c.State == CommentState.Shown && c.At >= from && c.At < to, cancel),
    };
}
