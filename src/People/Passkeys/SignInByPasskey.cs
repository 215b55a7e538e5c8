using System.Text.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.People.Accounts;
using Kaki.People.Follows;
using Kaki.People.Sessions;
using Kaki.Trust.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Passkeys;

/// <summary>Signs in whoever holds the device: the browser offers the passkeys it has for this site.</summary>
internal sealed class SignInByPasskey(AppDb db, IPasskeyHandler<Member> protocol, Challenges challenges, OpenSession open, RateLimit limit, TimeProvider clock)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/sessions/passkey").WithTags("passkeys");
        group.MapPost("/options", async (Caller caller, SignInByPasskey signIn, HttpContext http) => Results.Content(await signIn.Ask(caller, http), "application/json"))
            .WithName("passkeySignInOptions").WithSummary("Options for navigator.credentials.get").Produces<object>(200);
        group.MapPost("", async Task<NoContent> (JsonElement credential, Caller caller, SignInByPasskey signIn, HttpContext http) =>
        {
            SessionToken.Give(http, (await signIn.Run(caller, credential, http)).Token);
            return TypedResults.NoContent();
        }).WithName("signInByPasskey").WithSummary("The credential that navigator.credentials.get gave");
    }

    public async Task<string> Ask(Caller caller, HttpContext http)
    {
        await limit.Take("passkey", caller.Address, 120, TimeSpan.FromMinutes(15));
        var options = await protocol.MakeRequestOptionsAsync(null!, http); // nobody in particular: any passkey of this site
        await challenges.Ask(http, ChallengeFor.SignIn, options.AssertionState!);
        return options.RequestOptionsJson;
    }

    public async Task<OpenSession.Opened> Run(Caller caller, JsonElement credential, HttpContext http)
    {
        await limit.Take("passkey", caller.Address, 120, TimeSpan.FromMinutes(15));
        var challenge = await challenges.Take(http, ChallengeFor.SignIn);
        var answer = await Protocol.Guard(() => protocol.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = http, CredentialJson = credential.GetRawText(), AssertionState = challenge.State }));
        if (!answer.Succeeded) throw new Refusal("passkey.refused", 400);
        var hex = Convert.ToHexStringLower(answer.Passkey.CredentialId);
        return await db.Write(async () =>
        {
            await Pair.Lock(db, answer.User.Id); // not beside a change that ends all sessions
            var passkey = await db.Set<Passkey>().SingleOrDefaultAsync(p => p.Credential == hex && p.MemberId == answer.User.Id) ?? throw new Refusal("passkey.refused", 400);
            (passkey.Data, passkey.Used) = (Passkey.Pack(answer.Passkey), Instant.Now(clock));
            var member = await db.Set<Member>().SingleAsync(m => m.Id == answer.User.Id);
            return await open.Run(member, Device.Of(http), SignInBy.Passkey);
        });
    }
}
