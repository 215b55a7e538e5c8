using Kaki.Kernel;
using Kaki.People.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Sessions;

internal enum SignInBy { Password, Passkey, Reset }

/// <summary>One browser or program in which a member is signed in. Only the hash of its token is kept.</summary>
internal sealed class Session
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(60), SeenStep = TimeSpan.FromMinutes(5);

    public long Id { get; init; }
    public long MemberId { get; init; }
    public required string TokenHash { get; init; }

    /// <summary>"Firefox · Linux": what the browser said it was, in two words.</summary>
    public required string Device { get; init; }

    /// <summary>The address without its last part.</summary>
    public required string Address { get; init; }
    public SignInBy By { get; init; }
    public Instant Started { get; init; }
    public Instant Seen { get; init; }

    /// <summary>The end, if it is not used; each use moves it.</summary>
    public Instant Until { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<Session>(e =>
    {
        e.ToTable("people_sessions");
        e.Property(s => s.TokenHash).HasMaxLength(64);
        e.Property(s => s.Device).HasMaxLength(60);
        e.Property(s => s.Address).HasMaxLength(48);
        e.HasIndex(s => s.TokenHash).IsUnique();
        e.HasIndex(s => s.Until);
        e.HasOne<Member>().WithMany().HasForeignKey(s => s.MemberId).OnDelete(DeleteBehavior.Cascade);
    });
}
