using System.Text.Json;
using Kaki.Kernel;
using Kaki.People.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Passkeys;

/// <summary>A credential of one device or key ring. The parts that only the protocol needs are kept as JSON.</summary>
internal sealed class Passkey
{
    public const int MostPerMember = 20;

    public long Id { get; init; }
    public long MemberId { get; init; }

    /// <summary>Hex of the credential's id, which is up to 1,023 bytes.</summary>
    public required string Credential { get; init; }
    public required string Name { get; set; }
    public required string Data { get; set; }
    public Instant Added { get; init; }
    public Instant? Used { get; set; }

    private sealed record Stored(byte[] CredentialId, byte[] PublicKey, DateTimeOffset CreatedAt, uint SignCount, string[]? Transports, bool IsUserVerified, bool IsBackupEligible, bool IsBackedUp, byte[] AttestationObject, byte[] ClientDataJson, string? Name);

    public static string Pack(UserPasskeyInfo p) => JsonSerializer.Serialize(new Stored(p.CredentialId, p.PublicKey, p.CreatedAt, p.SignCount, p.Transports, p.IsUserVerified, p.IsBackupEligible, p.IsBackedUp, p.AttestationObject, p.ClientDataJson, p.Name));

    public UserPasskeyInfo Unpack()
    {
        var s = JsonSerializer.Deserialize<Stored>(Data)!;
        return new(s.CredentialId, s.PublicKey, s.CreatedAt, s.SignCount, s.Transports, s.IsUserVerified, s.IsBackupEligible, s.IsBackedUp, s.AttestationObject, s.ClientDataJson) { Name = s.Name };
    }

    public static void Map(ModelBuilder model) => model.Entity<Passkey>(e =>
    {
        e.ToTable("people_passkeys");
        e.Property(p => p.Credential).HasMaxLength(2046);
        e.Property(p => p.Name).HasMaxLength(60);
        e.HasIndex(p => p.Credential).IsUnique();
        e.HasOne<Member>().WithMany().HasForeignKey(p => p.MemberId).OnDelete(DeleteBehavior.Cascade);
    });
}
