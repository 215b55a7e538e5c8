using Kaki.Kernel;
using Kaki.People.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Follows;

internal enum FollowState { Asked, Accepted }

internal sealed class Follow
{
    public long FollowerId { get; init; }
    public long FollowedId { get; init; }
    public FollowState State { get; set; }
    public Instant At { get; set; }
}

/// <summary>One member hears nothing from another, who does not learn of it.</summary>
internal sealed class Mute
{
    public long MemberId { get; init; }
    public long MutedId { get; init; }
    public Instant At { get; init; }
}

/// <summary>Two members do not exist for each other; only the one who blocked can end it.</summary>
internal sealed class Block
{
    public long MemberId { get; init; }
    public long BlockedId { get; init; }
    public Instant At { get; init; }
}

internal static class BondTables
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Follow>(e =>
        {
            e.ToTable("people_follows");
            e.HasKey(f => new { f.FollowerId, f.FollowedId });
            e.HasIndex(f => new { f.FollowedId, f.State, f.At });
            e.HasIndex(f => new { f.FollowerId, f.State, f.At });
            e.HasOne<Member>().WithMany().HasForeignKey(f => f.FollowerId).OnDelete(DeleteBehavior.Cascade);
            e.HasOne<Member>().WithMany().HasForeignKey(f => f.FollowedId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<Mute>(e =>
        {
            e.ToTable("people_mutes");
            e.HasKey(m => new { m.MemberId, m.MutedId });
            e.HasOne<Member>().WithMany().HasForeignKey(m => m.MemberId).OnDelete(DeleteBehavior.Cascade);
            e.HasOne<Member>().WithMany().HasForeignKey(m => m.MutedId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<Block>(e =>
        {
            e.ToTable("people_blocks");
            e.HasKey(b => new { b.MemberId, b.BlockedId });
            e.HasOne<Member>().WithMany().HasForeignKey(b => b.MemberId).OnDelete(DeleteBehavior.Cascade);
            e.HasOne<Member>().WithMany().HasForeignKey(b => b.BlockedId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
