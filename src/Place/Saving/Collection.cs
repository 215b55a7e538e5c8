using Kaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Saving;

internal enum CollectionVisibility { Private, Link, Public }

/// <summary>A named shelf of saved notes. "Link": whoever has the address may look.</summary>
internal sealed class Collection
{
    public const int LongestName = 30, LongestAbout = 200, Most = 200;

    public long Id { get; init; }
    public long OwnerId { get; init; }
    public required string Name { get; set; }
    public string About { get; set; } = "";
    public CollectionVisibility Visibility { get; set; }
    public Instant MadeAt { get; init; }
    public long Version { get; private set; } = 1;
}

/// <summary>A note somebody keeps, in one of their collections or in none.</summary>
internal sealed class Save
{
    public long NoteId { get; init; }
    public long MemberId { get; init; }
    public long? CollectionId { get; set; }
    public Instant At { get; init; }

    public static void Map(ModelBuilder model)
    {
        model.Entity<Collection>(e =>
        {
            e.ToTable("place_collections");
            e.Property(c => c.Name).HasMaxLength(Collection.LongestName);
            e.Property(c => c.About).HasMaxLength(Collection.LongestAbout);
            e.HasIndex(c => new { c.OwnerId, c.Name }).IsUnique();
        });
        model.Entity<Save>(e =>
        {
            e.ToTable("place_saves");
            e.HasKey(s => new { s.NoteId, s.MemberId });
            e.HasIndex(s => new { s.MemberId, s.At });
            e.HasIndex(s => new { s.CollectionId, s.At });
            e.HasOne<Collection>().WithMany().HasForeignKey(s => s.CollectionId).OnDelete(DeleteBehavior.SetNull);
        });
    }
}
