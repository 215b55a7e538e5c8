using Kaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Accounts;

internal enum Role { Member, Moderator, Operator }

/// <summary>Somebody who lives here: how they are called, how they look to others, what they allow.</summary>
internal sealed class Member
{
    public const int LongestHandle = 24, LongestName = 24, LongestBio = 200, LongestPlace = 40, LongestEmail = 254;

    public const string HandleIndex = "IX_people_members_handle";

    private Member() { }

    public long Id { get; private init; }

    /// <summary>Lower case, unique, the address of the profile; never changes, so links stay true.</summary>
    public string Handle { get; private init; } = "";
    public string Name { get; private set; } = "";
    public string Bio { get; private set; } = "";
    
    /// <summary>A code of <see cref="Profiles.Regions"/>.</summary>
    public string? Region { get; private set; }
    public string? City { get; private set; }
    public string Language { get; private set; } = "zh-CN";
    public long? AvatarId { get; private set; }
    public long? CoverId { get; private set; }
    public string? CoverColour { get; private set; }
    public Role Role { get; private set; }
    public Instant Joined { get; private init; }

    /// <summary>Null for people who only use passkeys, or were brought in by the house and never set one.</summary>
    public string? PasswordHash { get; private set; }

    public string? Email { get; private set; }

    /// <summary>The address in lower case. Not unique: saying "taken" would tell a stranger who lives here.</summary>
    public string? EmailKey { get; private set; }
    public bool EmailConfirmed { get; private set; }

    /// <summary>Shown in suggestions and search of people.</summary>
    public bool Discoverable { get; private set; } = true;

    /// <summary>Search engines may list the profile.</summary>
    public bool Indexable { get; private set; } = true;
    public bool ApproveFollowers { get; private set; }

    /// <summary>Their acts are journalled under their name; else without identity.</summary>
    public bool JournalConsent { get; private set; }
    public int Followers { get; private set; }
    public int Following { get; private set; }
    public Instant DigestAt { get; private set; }
    public long Version { get; private set; }

    public static Rights RightsOf(Role role) => role switch
    {
        Role.Operator => Rights.Member | Rights.Moderate | Rights.Operate,
        Role.Moderator => Rights.Member | Rights.Moderate,
        _ => Rights.Member,
    };

    public static Member Join(long id, string handle, string name, string language, Instant now) =>
        new() { Id = id, Handle = handle, Name = name, Language = language, Joined = now, DigestAt = now };

    public void Introduce(string name, string bio, string? region, string? city) => (Name, Bio, Region, City) = (name, bio, region, city);
    public void Speak(string language) => Language = language;
    public void Wear(long? avatar) => AvatarId = avatar;
    public void Hang(long? cover, string? colour) => (CoverId, CoverColour) = (cover, colour);
    public void Show(bool discoverable, bool indexable, bool approveFollowers) => (Discoverable, Indexable, ApproveFollowers) = (discoverable, indexable, approveFollowers);
    public void Consent(bool journal) => JournalConsent = journal;
    public void Serve(Role role) => Role = role;
    public void Lock(string passwordHash) => PasswordHash = passwordHash;

    public void Write(string? email)
    {
        if (email?.ToLowerInvariant() == EmailKey) { Email = email; return; }
        (Email, EmailKey, EmailConfirmed) = (email, email?.ToLowerInvariant(), false);
    }

    public void ConfirmEmail() => EmailConfirmed = Email is not null;

    public static void Map(ModelBuilder model) => model.Entity<Member>(e =>
    {
        e.ToTable("people_members");
        e.Property(m => m.Handle).HasMaxLength(LongestHandle);
        e.Property(m => m.Name).HasMaxLength(LongestName);
        e.Property(m => m.Bio).HasMaxLength(LongestBio);
        e.Property(m => m.Region).HasMaxLength(6);
        e.Property(m => m.City).HasMaxLength(LongestPlace);
        e.Property(m => m.Language).HasMaxLength(8);
        e.Property(m => m.CoverColour).HasMaxLength(7);
        e.Property(m => m.PasswordHash).HasMaxLength(200);
        e.Property(m => m.Email).HasMaxLength(LongestEmail);
        e.Property(m => m.EmailKey).HasMaxLength(LongestEmail);
        e.HasIndex(m => m.Handle).IsUnique().HasDatabaseName(HandleIndex);
        e.HasIndex(m => m.EmailKey);
        e.HasIndex(m => m.AvatarId);
        e.HasIndex(m => m.CoverId);
        e.HasIndex(m => new { m.Discoverable, m.Followers });
    });
}
