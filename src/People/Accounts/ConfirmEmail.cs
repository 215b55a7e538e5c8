using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Outbox;
using Kaki.Kernel.Words;
using Kaki.People.Mail;
using Kaki.People.Sessions;
using Kaki.Trust.Limits;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Accounts;

/// <summary>A letter that asks whether an address is its giver's. An address gets three an hour at most: anybody may name a stranger's, under any number of handles.</summary>
internal sealed class MailConfirmation(AppDb db, Words words, SiteAddress site, RateLimit limit, TimeProvider clock) : IHandle<EmailGiven>
{
    public async Task Handle(EmailGiven given, CancellationToken cancel)
    {
        var member = await db.Set<Member>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == given.MemberId, cancel);
        if (member?.EmailKey is null || member.EmailConfirmed || !await limit.Allows("confirm-to", member.EmailKey, 3, TimeSpan.FromHours(1))) return;
        var now = Instant.Now(clock);
        db.Add(MailToken.Make(member, MailTokenFor.Confirm, now, out var secret));
        db.Add(Letter.To(member, db.NextId(), now, words.In(member.Language, "mail.confirm.subject"),
            words.In(member.Language, "mail.confirm.body", member.Handle, $"{site.Origin}/confirm/{secret}")));
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
