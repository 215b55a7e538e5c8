using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Idempotency;
using Kaki.Kernel.Refusals;
using Kaki.People.Follows;
using Kaki.People.Sessions;
using Kaki.Trust.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Accounts;

/// <summary>Handle (or address) and password for a session. A wrong handle and a wrong password get the same answer after the same work.</summary>
internal sealed class SignIn(AppDb db, Passwords passwords, OpenSession open, RateLimit limit)
{
    public sealed record Input
    {
        public string? Handle { get; init; }
        public string? Password { get; init; }

        /// <summary>For programs: answer with a bearer token instead of a cookie.</summary>
        public bool Token { get; init; }
    }

    /// <param name="Token">The bearer token, for programs that asked for it.</param>
    public sealed record Output(Id Session, Id Member, string Handle, string? Token);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/sessions", async Task<Created<Output>> (Input input, Caller caller, SignIn signIn, HttpContext http) =>
        {
            var (member, opened) = await signIn.Run(caller, input, Device.Of(http));
            if (!input.Token) SessionToken.Give(http, opened.Token);
            return TypedResults.Created($"/api/v1/sessions/{new Id(opened.SessionId)}", new Output(opened.SessionId, opened.MemberId, member.Handle, input.Token ? opened.Token : null));
        }).WithName("signIn").WithSummary("Sign in by password").WithTags("sessions").WithMetadata(OnceOnly.GivesSecret);

    public async Task<(Member Member, OpenSession.Opened Session)> Run(Caller caller, Input input, Device device)
    {
        var key = Handles.Key(input.Handle);
        if (key.Length > Member.LongestEmail) throw Wrong();
        await limit.Take("sign-in-address", caller.Address, 60, TimeSpan.FromMinutes(15)); // first: whoever is over it writes no more rows under other names
        await limit.Take("sign-in", $"{key}@{caller.Address}", 10, TimeSpan.FromMinutes(15));
        await limit.Take("sign-in-handle", key, 100, TimeSpan.FromHours(1));
        var found = await Find(key);
        if (!passwords.Fits(found, input.Password, out var hashAgain)) throw Wrong();
        return await db.Write(async () =>
        {
            // Read again inside the transaction: a password changed meanwhile no longer opens the door, and one being changed is waited for.
            await Pair.Lock(db, found!.Id);
            var member = await db.Set<Member>().SingleAsync(m => m.Id == found.Id);
            if (member.PasswordHash != found.PasswordHash) throw Wrong();
            if (hashAgain) member.Lock(passwords.Hash(input.Password!));
            return (member, await open.Run(member, device, SignInBy.Password));
        });
    }

    // An address opens the door only where it is confirmed and belongs to one member alone.
    private async Task<Member?> Find(string key)
    {
        if (!key.Contains('@')) return await db.Set<Member>().AsNoTracking().SingleOrDefaultAsync(m => m.Handle == key);
        var found = await db.Set<Member>().AsNoTracking().Where(m => m.EmailKey == key && m.EmailConfirmed).OrderBy(m => m.Id).Take(2).ToListAsync();
        return found.Count == 1 ? found[0] : null;
    }

    private static Refusal Wrong() => new("sign_in.wrong", 401) { Field = "password" };
}
