using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Idempotency;
using Kaki.Kernel.Refusals;
using Kaki.People.Passkeys;
using Kaki.People.Sessions;
using Kaki.Trust.Limits;
using Kaki.Trust.Screening;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Accounts;

/// <summary>Somebody moves in: a handle, a name, a password. The first on an empty site becomes its operator.</summary>
internal sealed class SignUp(AppDb db, Passwords passwords, OpenSession open, RateLimit limit, Screen screen, TimeProvider clock)
{
    public sealed record Input
    {
        public string? Handle { get; init; }
        public string? Name { get; init; }
        public string? Password { get; init; }
        public string? Email { get; init; }
        public string? Region { get; init; }

        /// <summary>For programs: answer with a bearer token instead of a cookie.</summary>
        public bool Token { get; init; }
    }

    /// <param name="Token">The bearer token, for programs that asked for it.</param>
    public sealed record Output(Id Id, string Handle, string Name, string Role, string? Token);

    /// <summary>What was checked before anything is written.</summary>
    internal sealed record Newcomer(string Handle, string Name, string? Email, string? Region);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/accounts", async Task<Created<Output>> (Input input, Caller caller, SignUp signUp, HttpContext http) =>
        {
            var (member, opened) = await signUp.Run(caller, input, Device.Of(http));
            if (!input.Token) SessionToken.Give(http, opened.Token);
            return TypedResults.Created($"/api/v1/people/{member.Handle}", new Output(member.Id, member.Handle, member.Name, member.Role.ToString().ToLowerInvariant(), input.Token ? opened.Token : null));
        }).WithName("signUp").WithSummary("Create an account and sign in").WithTags("accounts").WithMetadata(OnceOnly.GivesSecret);

    public async Task<(Member Member, OpenSession.Opened Session)> Run(Caller caller, Input input, Device device)
    {
        var newcomer = await Check(caller, input, n => passwords.Judge(input.Password, "password", n.Handle, n.Name, n.Email));
        var hash = passwords.Hash(input.Password!);
        return await Join(caller, newcomer, device, SignInBy.Password, db.NextId(), member => member.Lock(hash));
    }

    /// <param name="also">What is to be checked beside; of what is wrong already it is told nothing.</param>
    internal async Task<Newcomer> Check(Caller caller, Input input, Action<Newcomer>? also = null)
    {
        await limit.Take("sign-up", caller.Address, 20, TimeSpan.FromHours(1));
        var faults = new Faults();
        var newcomer = new Newcomer(faults.Of(() => Handles.Parse(input.Handle)) ?? "", faults.Of(() => Plain.Line(input.Name, "name", Member.LongestName) ?? throw Refusal.Invalid("name", "name.missing")) ?? "",
            faults.Of(() => Emails.Parse(input.Email)), faults.Of(() => Profiles.Regions.Parse(input.Region)));
        faults.Of(() => { also?.Invoke(newcomer); return true; });
        faults.Refuse();
        var (handle, name, _, _) = newcomer;
        await screen.Require(caller, handle, name);
        long id = Id.TryParse(handle, out var parsed) ? parsed : 0; // it would name whoever has that id
        if (await db.Set<Member>().AnyAsync(m => m.Handle == handle || m.Id == id)) throw Refusal.Invalid("handle", "handle.taken");
        return newcomer;
    }

    /// <summary>Member, session and whatever <paramref name="equip"/> adds, in one transaction.</summary>
    internal async Task<(Member, OpenSession.Opened)> Join(Caller caller, Newcomer newcomer, Device device, SignInBy by, long id, Action<Member> equip)
    {
        try
        {
            return await db.Write(async () =>
            {
                var member = Member.Join(id, newcomer.Handle, newcomer.Name, caller.Language, Instant.Now(clock));
                member.Introduce(newcomer.Name, "", newcomer.Region, null);
                member.Write(newcomer.Email);
                if (await IsFirst()) member.Serve(Role.Operator);
                equip(member);
                db.Add(member);
                db.Publish(new MemberJoined(member.Id));
                if (newcomer.Email is not null) db.Publish(new Mail.EmailGiven(member.Id));
                return (member, await open.Run(member, device, by));
            });
        }
        catch (DbUpdateException e) when (Unique.Broken(db, e) == Member.HandleIndex)
        {
            throw Refusal.Invalid("handle", "handle.taken"); // somebody was quicker
        }
    }

    /// <summary>Nobody could come in yet. Two who ask at once are told one after the other.</summary>
    private async Task<bool> IsFirst()
    {
        if (!await SiteIsEmpty(db)) return false;
        if (db.Provider == Provider.Postgres) await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(7, 1000)");
        return await SiteIsEmpty(db);
    }

    /// <summary>People an import brought without a password do not count: they have no way in.</summary>
    internal static async Task<bool> SiteIsEmpty(AppDb db) => !await db.Set<Member>().AnyAsync(m => m.PasswordHash != null) && !await db.Set<Passkey>().AnyAsync();
}
