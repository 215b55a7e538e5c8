using System.Text.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.People.Accounts;
using Kaki.People.Follows;
using Kaki.People.Mail;
using Kaki.People.Sessions;
using Kaki.Trust.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Passkeys;

/// <summary>
/// A passkey for somebody who is signed in, or for a newcomer who will have nothing else: then member, passkey and session
/// come into being in one transaction.
/// </summary>
internal sealed class AddPasskey(AppDb db, IPasskeyHandler<Member> protocol, Challenges challenges, SignUp signUp, RateLimit limit, WarnOwner warn, TimeProvider clock)
{
    /// <summary>Of a newcomer; empty for somebody who is signed in.</summary>
    public sealed record Input(string? Handle, string? Name);
    public sealed record Output(Id Id, string Name, Instant Added);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/passkeys").WithTags("passkeys");
        group.MapPost("/options", async (Input? input, Caller caller, AddPasskey add, HttpContext http) => Results.Content(await add.Ask(caller, input, http), "application/json"))
            .WithName("passkeyOptions").WithSummary("Options for navigator.credentials.create: to add a passkey, or to register with one").Produces<object>(200);
        group.MapPost("", async Task<Created<Output>> (JsonElement credential, Caller caller, AddPasskey add, HttpContext http) => TypedResults.Created((string?)null, await add.Run(caller, credential, http)))
            .WithName("addPasskey").WithSummary("The credential that navigator.credentials.create gave");
    }

    public async Task<string> Ask(Caller caller, Input? input, HttpContext http)
    {
        if (caller.MemberId is { } me)
        {
            await limit.Take("passkey.add", me.ToString(), 60, TimeSpan.FromHours(1)); // each question is kept until it is answered or old
            var member = await db.Set<Member>().AsNoTracking().SingleAsync(m => m.Id == me);
            await RequireRoom(me);
            return await Make(http, ChallengeFor.Add, me, member.Handle, member.Name, null);
        }
        var newcomer = await signUp.Check(caller, new SignUp.Input { Handle = input?.Handle, Name = input?.Name });
        return await Make(http, ChallengeFor.Register, db.NextId(), newcomer.Handle, newcomer.Name, JsonSerializer.Serialize(newcomer));
    }

    public async Task<Output> Run(Caller caller, JsonElement credential, HttpContext http)
    {
        var challenge = await challenges.Take(http, ChallengeFor.Add, ChallengeFor.Register);
        if (challenge.For == ChallengeFor.Add && challenge.MemberId != caller.Member) throw new Refusal("passkey.challenge", 400);
        var answer = await Protocol.Guard(() => protocol.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = http, CredentialJson = credential.GetRawText(), AttestationState = challenge.State }));
        if (!answer.Succeeded) throw new Refusal("passkey.refused", 400);
        var passkey = new Passkey
        {
            Id = db.NextId(), MemberId = challenge.MemberId!.Value, Credential = Convert.ToHexStringLower(answer.Passkey.CredentialId),
            Name = Device.Of(http).Words, Data = Passkey.Pack(answer.Passkey), Added = Instant.Now(clock),
        };
        try
        {
            if (challenge.For == ChallengeFor.Add) await db.Write(() => Give(passkey));
            else await Register(caller, challenge, passkey, http);
        }
        catch (DbUpdateException e) when (Unique.Broken(db, e) == "IX_people_passkeys_credential")
        {
            throw new Refusal("passkey.known", 409);
        }
        return new(passkey.Id, passkey.Name, passkey.Added);
    }

    // Told as a sign-in is: whoever borrowed a session would have a way in of their own.
    private async Task Give(Passkey passkey)
    {
        await Pair.Lock(db, passkey.MemberId);
        await RequireRoom(passkey.MemberId); // many may have been asked for before the first was added
        db.Add(passkey);
        db.Publish(new NoticeDue(passkey.MemberId, NoticeKind.NewPasskey, null, $"passkey:{new Id(passkey.Id)}", passkey.Name));
        warn.Of(await db.Set<Member>().AsNoTracking().SingleAsync(m => m.Id == passkey.MemberId), "passkey", passkey.Name);
    }

    private async Task RequireRoom(long member)
    {
        if (await db.Set<Passkey>().CountAsync(p => p.MemberId == member) >= Passkey.MostPerMember) throw new Refusal("passkey.too_many", 422, Passkey.MostPerMember);
    }

    private async Task Register(Caller caller, Challenge challenge, Passkey passkey, HttpContext http)
    {
        var newcomer = JsonSerializer.Deserialize<SignUp.Newcomer>(challenge.Chosen!)!;
        var (_, opened) = await signUp.Join(caller, newcomer, Device.Of(http), SignInBy.Passkey, passkey.MemberId, _ => db.Add(passkey));
        SessionToken.Give(http, opened.Token);
    }

    private async Task<string> Make(HttpContext http, ChallengeFor purpose, long id, string handle, string name, string? chosen)
    {
        var options = await protocol.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = id.ToString(), Name = handle, DisplayName = name }, http);
        await challenges.Ask(http, purpose, options.AttestationState!, id, chosen);
        return options.CreationOptionsJson;
    }
}

internal static class Protocol
{
    /// <summary>What a browser sent that the protocol cannot even read is a refusal, not a failure of ours.</summary>
    public static async Task<T> Guard<T>(Func<Task<T>> perform)
    {
        try
        {
            return await perform();
        }
        catch (Exception e) when (e is PasskeyException or InvalidOperationException or JsonException or FormatException or ArgumentException)
        {
            throw new Refusal("passkey.refused", 400);
        }
    }
}
