using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.People.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Passkeys;

internal enum ChallengeFor { SignIn, Add, Register }

/// <summary>
/// What the house asked a browser to sign, kept here rather than in a cookie: an answer takes it away, so no answer counts twice.
/// The browser holds only its number.
/// </summary>
internal sealed class Challenge
{
    public const string Cookie = "passkey";
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    public required string Hash { get; init; }
    public ChallengeFor For { get; init; }

    /// <summary>The member who adds one, or the id kept for the one who registers.</summary>
    public long? MemberId { get; init; }
    public required string State { get; init; }

    /// <summary>What somebody who registers has chosen, as JSON.</summary>
    public string? Chosen { get; init; }
    public Instant Until { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<Challenge>(e =>
    {
        e.ToTable("people_challenges");
        e.HasKey(c => c.Hash);
        e.Property(c => c.Hash).HasMaxLength(64);
        e.HasIndex(c => c.Until);
    });
}

internal sealed class Challenges(AppDb db, TimeProvider clock)
{
    public async Task Ask(HttpContext http, ChallengeFor purpose, string state, long? member = null, string? chosen = null)
    {
        var secret = SessionToken.New();
        var now = Instant.Now(clock);
        db.Add(new Challenge { Hash = SessionToken.Hash(secret), For = purpose, MemberId = member, State = state, Chosen = chosen, Until = now.Plus(Challenge.Life) });
        await db.SaveChangesAsync();
        http.Response.Cookies.Append(Challenge.Cookie, secret, new CookieOptions { HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Strict, Path = "/api/v1", MaxAge = Challenge.Life, IsEssential = true });
    }

    /// <summary>Takes the challenge away and gives it; refuses one that was answered, has expired or never was.</summary>
    public async Task<Challenge> Take(HttpContext http, params ChallengeFor[] purposes)
    {
        var hash = SessionToken.Hash(http.Request.Cookies[Challenge.Cookie] ?? "");
        var now = Instant.Now(clock);
        var challenge = await db.Set<Challenge>().AsNoTracking().SingleOrDefaultAsync(c => c.Hash == hash);
        var taken = challenge is null ? 0 : await db.Write(() => db.Set<Challenge>().Where(c => c.Hash == hash).ExecuteDeleteAsync());
        return taken == 1 && challenge!.Until > now && purposes.Contains(challenge.For) ? challenge : throw new Refusal("passkey.challenge", 400);
    }
}
