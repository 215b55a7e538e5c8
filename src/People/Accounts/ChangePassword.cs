using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.People.Follows;
using Kaki.People.Mail;
using Kaki.People.Sessions;
using Kaki.Trust.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Accounts;

/// <summary>A new password for the old one, or the first for somebody who had passkeys only; every other session ends with it, and so does every letter with a way back in.</summary>
internal sealed class ChangePassword(AppDb db, Passwords passwords, EndSession sessions, SessionNews news, WarnOwner warn, RateLimit limit)
{
    public sealed record Input
    {
        public string? Current { get; init; }
        public string? Password { get; init; }
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/api/v1/account/password", async Task<NoContent> (Input input, Caller caller, ChangePassword change) => { await change.Run(caller, input); return TypedResults.NoContent(); })
            .WithName("changePassword").WithSummary("Change the password and sign out everywhere else").WithTags("accounts");

    public async Task Run(Caller caller, Input input)
    {
        var me = caller.Member;
        await limit.Take("password", caller.Member.ToString(), 10, TimeSpan.FromHours(1));
        var read = await db.Set<Member>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == me) ?? throw Refusal.SignIn();
        if (read.PasswordHash is not null && !passwords.Fits(read, input.Current, out _)) throw Refusal.Invalid("current", "password.wrong");
        passwords.Judge(input.Password, "password", read.Handle, read.Name, read.Email);
        var hash = passwords.Hash(input.Password!);
        await db.Write(async () =>
        {
            await Pair.Lock(db, me); // a sign-in with the old password comes before, and is ended here, or after, and is refused
            var member = await db.Set<Member>().SingleAsync(m => m.Id == me);
            if (member.PasswordHash != read.PasswordHash) throw Refusal.Changed();
            member.Lock(hash);
            warn.Of(member, "password");
            await sessions.AllInside(me, except: caller.SessionId);
            await db.Set<MailToken>().Where(t => t.MemberId == me && t.For == MailTokenFor.Reset).ExecuteDeleteAsync();
        });
        await news.MemberChanged(me);
    }
}
