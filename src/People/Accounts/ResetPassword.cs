using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.People.Follows;
using Kaki.People.Passkeys;
using Kaki.People.Sessions;
using Kaki.Trust.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Accounts;

/// <summary>Sets a new password by the letter's token; all sessions end, and the address has proved to be theirs.</summary>
internal sealed class ResetPassword(AppDb db, Passwords passwords, EndSession sessions, SessionNews news, OpenSession open, RateLimit limit, TimeProvider clock)
{
    public sealed record Input
    {
        public string? Token { get; init; }
        public string? Password { get; init; }
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/api/v1/password-resets", async Task<NoContent> (Input input, Caller caller, ResetPassword reset, HttpContext http) =>
        {
            SessionToken.Give(http, (await reset.Run(caller, input, Device.Of(http))).Token);
            return TypedResults.NoContent();
        }).WithName("resetPassword").WithSummary("Set a new password with the token of the letter").WithTags("accounts");

    public async Task<OpenSession.Opened> Run(Caller caller, Input input, Device device)
    {
        await limit.Take("reset-use", caller.Address, 20, TimeSpan.FromHours(1));
        passwords.Judge(input.Password, "password");
        var hash = SessionToken.Hash(input.Token ?? "");
        var locked = passwords.Hash(input.Password!);
        var opened = await db.Write(async () =>
        {
            var member = await Spend(db, hash, MailTokenFor.Reset, Instant.Now(clock));
            member.Lock(locked);
            // Until now anybody could have named this address as theirs, and left themselves a way in.
            if (!member.EmailConfirmed) await db.Set<Passkey>().Where(p => p.MemberId == member.Id).ExecuteDeleteAsync();
            member.ConfirmEmail();
            await db.Set<MailToken>().Where(t => t.MemberId == member.Id && t.For == MailTokenFor.Reset).ExecuteDeleteAsync();
            await sessions.AllInside(member.Id, except: null);
            return await open.Run(member, device, SignInBy.Reset);
        });
        await news.MemberChanged(opened.MemberId);
        return opened;
    }

    /// <summary>Uses a token up. Of two who come with one, the delete lets one pass.</summary>
    internal static async Task<Member> Spend(AppDb db, string hash, MailTokenFor purpose, Instant now)
    {
        var token = await db.Set<MailToken>().AsNoTracking().SingleOrDefaultAsync(t => t.Hash == hash && t.For == purpose);
        if (token is not null) await Pair.Lock(db, token.MemberId); // before the token's own row: a change of the password takes them in this order
        if (token is null || token.Until <= now || await db.Set<MailToken>().Where(t => t.Hash == hash).ExecuteDeleteAsync() == 0) throw new Refusal("token.spent", 410);
        var member = await db.Set<Member>().SingleOrDefaultAsync(m => m.Id == token.MemberId);
        return member is not null && member.EmailKey == token.EmailKey ? member : throw new Refusal("token.spent", 410);
    }
}
