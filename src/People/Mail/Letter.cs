using Kaki.Kernel;
using Kaki.People.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Mail;

internal enum LetterState { Waiting, Parked }

/// <summary>A letter that waits for the postman: written in the transaction of what caused it, gone when it is delivered.</summary>
internal sealed class Letter
{
    public long Id { get; init; }
    public required string Email { get; init; }
    public required string Subject { get; init; }
    public required string Body { get; init; }
    public Instant Written { get; init; }
    public int Attempts { get; set; }
    public Instant NextAt { get; set; }
    public LetterState State { get; set; }
    public string? Error { get; set; }

    public static Letter To(Member member, long id, Instant now, string subject, string body) =>
        new() { Id = id, Email = member.Email!, Subject = subject, Body = body, Written = now, NextAt = now };

    public static void Map(ModelBuilder model) => model.Entity<Letter>(e =>
    {
        e.ToTable("people_letters");
        e.Property(l => l.Email).HasMaxLength(Member.LongestEmail);
        e.Property(l => l.Subject).HasMaxLength(200);
        e.Property(l => l.Error).HasMaxLength(300);
        e.HasIndex(l => new { l.State, l.NextAt });
    });
}
