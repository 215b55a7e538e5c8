using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.People.Mail;
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
        if (read.PasswordHash is not null && !passwords.Fits(read, input.Current, out _)) throw Refusal.Invalid("current", "password.wrong");
        await db.Write(async () =>
        {
            var member = await db.Set<Member>().SingleAsync(m => m.Id == me);
            if (member.EmailKey != email?.ToLowerInvariant()) warn.Of(member, "email");
            member.Write(email);
            if (email is not null && !member.EmailConfirmed) db.Publish(new EmailGiven(me));
        });
    }
}
