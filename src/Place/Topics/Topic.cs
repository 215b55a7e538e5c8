using Kaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Topics;

/// <summary>What notes are about; written #like_this. One topic however it is written: case, width and traditional forms fold together.</summary>
internal sealed class Topic
{
    public long Id { get; init; }

    /// <summary>As first written.</summary>
    public required string Name { get; init; }
    public required string Folded { get; init; }
    public string Description { get; set; } = "";
    public long NoteCount { get; init; }
    public long FollowerCount { get; init; }
    public Instant FirstAt { get; init; }

    public static void Map(ModelBuilder model)
    {
        model.Entity<Topic>(e =>
        {
            e.ToTable("place_topics");
            e.Property(t => t.Name).HasMaxLength(30);
            e.Property(t => t.Folded).HasMaxLength(30);
            e.Property(t => t.Description).HasMaxLength(300);
            e.HasIndex(t => t.Folded).IsUnique();
            e.HasIndex(t => t.NoteCount);
        });
        model.Entity<TopicFollow>(e => { e.ToTable("place_topic_follows"); e.HasKey(f => new { f.MemberId, f.TopicId }); e.HasIndex(f => f.TopicId); });
    }
}

internal sealed class TopicFollow
{
    public long MemberId { get; init; }
    public long TopicId { get; init; }
    public Instant At { get; init; }
}
