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

/// <summary>Gives, changes or takes away one's address; a new one gets a letter to confirm it, one that was confirmed a letter that it is no longer theirs.</summary>
internal sealed class ChangeEmail(AppDb db, Passwords passwords, WarnOwner warn, RateLimit limit)
{
    public sealed record Input
    {
        public string? Email { get; init; }

        /// <summary>Whoever can read the letters can take the account, so the password is asked for where there is one.</summary>
        public string? Current { get; init; }
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/api/v1/account/email", async Task<NoContent> (Input input, Caller caller, ChangeEmail change) => { await change.Run(caller, input); return TypedResults.NoContent(); })
            .WithName("changeEmail").WithSummary("Change your e-mail address").WithTags("accounts");

    public async Task Run(Caller caller, Input input)
    {
        var me = caller.Member;
        var email = Emails.Parse(input.Email);
        await limit.Take("email", caller.Member.ToString(), 5, TimeSpan.FromHours(1));
        var read = await db.Set<Member>().AsNoTracking().SingleAsync(m => m.Id == me);
        if (read.PasswordHash is not null && !passwords.Fits(read, input.Current, out _)) throw Kernel.Refusals.Refusal.Invalid("current", "password.wrong");
        await db.Write(async () =>
        {
            var member = await db.Set<Member>().SingleAsync(m => m.Id == me);
            if (member.EmailKey != email?.ToLowerInvariant()) warn.Of(member, "email");
            member.Write(email);
            if (email is not null && !member.EmailConfirmed) db.Publish(new EmailGiven(me));
        });
    }
}

internal sealed class MailConfirmation(AppDb db, Words words, SiteAddress site, TimeProvider clock) : IHandle<EmailGiven>
{
    public async Task Handle(EmailGiven given, CancellationToken cancel)
    {
        var member = await db.Set<Member>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == given.MemberId, cancel);
        if (member?.Email is null || member.EmailConfirmed) return;
        var now = Instant.Now(clock);
        db.Add(MailToken.Make(member, MailTokenFor.Confirm, now, out var secret));
        db.Add(Letter.To(member, db.NextId(), now, words.In(member.Language, "mail.confirm.subject"),
            words.In(member.Language, "mail.confirm.body", member.Name, member.Handle, $"{site.Origin}/confirm/{secret}")));
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>The link of the letter. A page asks first, so that a mail scanner that opens links confirms nothing.</summary>
internal sealed class ConfirmEmail(AppDb db, TimeProvider clock)
{
    public async Task Run(string token) => await db.Write(async () =>
    {
        var member = await ResetPassword.Spend(db, SessionToken.Hash(token), MailTokenFor.Confirm, Instant.Now(clock));
        member.ConfirmEmail();
    });
}
