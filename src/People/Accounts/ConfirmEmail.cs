using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Outbox;
using Kaki.Kernel.Words;
using Kaki.People.Mail;
using Kaki.People.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Accounts;

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
