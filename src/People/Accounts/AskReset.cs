using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Outbox;
using Kaki.Kernel.Words;
using Kaki.People.Mail;
using Kaki.People.Sessions;
using Kaki.Trust.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Accounts;

/// <summary>Somebody asked for a way back in. <paramref name="Site"/> is the address links begin with.</summary>
internal sealed record ResetAsked(string EmailKey, string Site) : IEvent
{
    /// <summary>Operators read the keys of parked events, and the address may be a stranger's.</summary>
    public string Key => SessionToken.Hash(EmailKey)[..16];
}

/// <summary>
/// Asks for a letter with a way back in. The answer is the same, and as quick, whether anybody has that address:
/// who does is looked up after it.
/// </summary>
internal sealed class AskReset(AppDb db, RateLimit limit, SiteAddress site)
{
    public sealed record Input { public string? Email { get; init; } }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/password-resets", async Task<Accepted> (Input input, Caller caller, AskReset ask) => { await ask.Run(caller, input); return TypedResults.Accepted((string?)null); })
            .WithName("askReset").WithSummary("Ask for a letter to set a new password").WithTags("accounts");

    public async Task Run(Caller caller, Input input)
    {
        var email = Emails.Parse(input.Email) ?? throw Kernel.Refusals.Refusal.Invalid("email", "email.malformed");
        await limit.Take("reset", caller.Address, 10, TimeSpan.FromHours(1));
        await limit.Take("reset-to", email.ToLowerInvariant(), 3, TimeSpan.FromHours(1));
        db.Publish(new ResetAsked(email.ToLowerInvariant(), site.Origin));
        await db.SaveChangesAsync();
    }
}

internal sealed class MailReset(AppDb db, Words words, TimeProvider clock) : IHandle<ResetAsked>
{
    private const int Most = 5;

    public async Task Handle(ResetAsked asked, CancellationToken cancel)
    {
        var now = Instant.Now(clock);
        foreach (var member in await WhoHas(asked.EmailKey, cancel))
        {
            db.Add(MailToken.Make(member, MailTokenFor.Reset, now, out var secret));
            db.Add(Letter.To(member, db.NextId(), now, words.In(member.Language, "mail.reset.subject"),
                words.In(member.Language, "mail.reset.body", member.Name, member.Handle, $"{asked.Site}/reset/{secret}")));
        }
        await db.SaveChangesAsync(cancel);
    }

    // Anybody may name an address as theirs; where somebody has confirmed it, the others have no say in it.
    private async Task<IEnumerable<Member>> WhoHas(string emailKey, CancellationToken cancel)
    {
        var members = await db.Set<Member>().AsNoTracking().Where(m => m.EmailKey == emailKey).OrderByDescending(m => m.EmailConfirmed).ThenBy(m => m.Id).Take(Most).ToListAsync(cancel);
        return members.Any(m => m.EmailConfirmed) ? members.Where(m => m.EmailConfirmed) : members;
    }
}
