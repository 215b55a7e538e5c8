using Kaki.Kernel;
using Kaki.People.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Accounts;

internal enum MailTokenFor { Reset, Confirm }

/// <summary>A secret sent by mail, good once and for a while; only its hash is kept.</summary>
internal sealed class MailToken
{
    public static readonly TimeSpan ResetLife = TimeSpan.FromHours(1), ConfirmLife = TimeSpan.FromDays(3);

    public required string Hash { get; init; }
    public long MemberId { get; init; }
    public MailTokenFor For { get; init; }

    /// <summary>The address it was sent to: should the member change it meanwhile, the token is void.</summary>
    public required string EmailKey { get; init; }
    public Instant Until { get; init; }

    public static MailToken Make(Member member, MailTokenFor purpose, Instant now, out string secret)
    {
        secret = SessionToken.New();
        return new() { Hash = SessionToken.Hash(secret), MemberId = member.Id, For = purpose, EmailKey = member.EmailKey!, Until = now.Plus(purpose == MailTokenFor.Reset ? ResetLife : ConfirmLife) };
    }

    public static void Map(ModelBuilder model) => model.Entity<MailToken>(e =>
    {
        e.ToTable("people_mail_tokens");
        e.HasKey(t => t.Hash);
        e.Property(t => t.Hash).HasMaxLength(64);
        e.Property(t => t.EmailKey).HasMaxLength(Member.LongestEmail);
        e.HasIndex(t => t.Until);
        e.HasOne<Member>().WithMany().HasForeignKey(t => t.MemberId).OnDelete(DeleteBehavior.Cascade);
    });
}
