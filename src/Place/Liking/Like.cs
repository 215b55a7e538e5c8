using Kaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Liking;

internal sealed class Like
{
    public long NoteId { get; init; }
    public long MemberId { get; init; }
    public Instant At { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<Like>(e =>
    {
        e.ToTable("place_likes");
        e.HasKey(l => new { l.NoteId, l.MemberId });
        e.HasIndex(l => new { l.MemberId, l.At });
    });
}
