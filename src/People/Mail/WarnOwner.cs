using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Words;
using Kaki.People.Accounts;

namespace Kaki.People.Mail;

/// <summary>Says at the address somebody confirmed that a way into their account has changed: a borrowed session must not take it in silence.</summary>
internal sealed class WarnOwner(AppDb db, Words words, SiteAddress site, TimeProvider clock)
{
    /// <summary>In the write of the change itself, while the member still has that address.</summary>
    /// <param name="change">Of the words <c>mail.{change}.subject</c> and <c>.body</c>, whose places are name, handle, <paramref name="with"/> and where to put it right.</param>
    public void Of(Member member, string change, params object[] with)
    {
        if (!member.EmailConfirmed) return;
        db.Add(Letter.To(member, db.NextId(), Instant.Now(clock), words.In(member.Language, $"mail.{change}.subject"),
            words.In(member.Language, $"mail.{change}.body", [member.Name, member.Handle, .. with, $"{site.Origin}/settings/security"])));
    }
}
