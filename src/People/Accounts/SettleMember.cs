using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Kaki.People.Follows;
using Kaki.People.Interests;
using Kaki.People.Profiles;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Accounts;

/// <summary>Somebody the house brings in itself: demo content, an import.</summary>
/// <param name="Region">A code such as "CN-31" or "IE-D".</param>
/// <param name="Password">Null: they cannot sign in by one.</param>
/// <param name="Role">"member", "moderator" or "operator".</param>
public sealed record Settler(string Handle, string Name, string Bio, string? Region, string? City, string Language, IReadOnlyList<string> Interests, string? Password, string Role, Instant Joined, string? Email = null);

/// <summary>Brings members in without the ceremonies of a sign-up: no session, no letter, no rate limit. A handle that is there already stays as it is.</summary>
public sealed class SettleMember
{
    private readonly AppDb db;
    private readonly Passwords passwords;

    internal SettleMember(AppDb db, Passwords passwords) => (this.db, this.passwords) = (db, passwords);

    /// <summary>The member's id, and whether they are new. Joins the transaction it is called in.</summary>
    public async Task<(long Id, bool New)> Run(Settler settler)
    {
        var handle = Handles.Parse(settler.Handle);
        if (await db.Set<Member>().Where(m => m.Handle == handle).Select(m => (long?)m.Id).SingleOrDefaultAsync() is { } there) return (there, false);
        if (!Enum.TryParse<Role>(settler.Role, ignoreCase: true, out var role)) throw Refusal.Invalid("role", "role.unknown");
        var name = Plain.Line(settler.Name, "name", Member.LongestName) ?? throw Refusal.Invalid("name", "name.missing");
        var member = Member.Join(db.NextId(), handle, name, settler.Language.StartsWith("zh", StringComparison.Ordinal) ? "zh-CN" : "en", settler.Joined);
        member.Introduce(name, Plain.Lines(settler.Bio, "bio", Member.LongestBio), Regions.Parse(settler.Region), Plain.Line(settler.City, "city", Member.LongestPlace));
        member.Serve(role);
        member.Consent(true);
        if (settler.Password is { } password) member.Lock(passwords.Hash(password));
        if (Emails.Parse(settler.Email) is { } email) member.Write(email);
        await db.Write(() =>
        {
            db.Add(member);
            db.AddRange(PickInterests.Parse(settler.Interests).Select(t => new Interest { MemberId = member.Id, Tag = t }));
            db.Publish(new MemberJoined(member.Id));
            return Task.CompletedTask;
        });
        return (member.Id, true);
    }

    /// <summary>Lets one follow others from then on; those followed already are left alone. Nobody is told.</summary>
    public Task Follow(long follower, IReadOnlyCollection<long> others, Instant at) => db.Write(async () =>
    {
        var there = await db.Set<Follow>().Where(f => f.FollowerId == follower && others.Contains(f.FollowedId)).Select(f => f.FollowedId).ToListAsync();
        var fresh = others.Distinct().Where(o => o != follower && !there.Contains(o)).ToList();
        foreach (var other in fresh)
        {
            db.Add(new Follow { FollowerId = follower, FollowedId = other, State = FollowState.Accepted, At = at });
            db.Publish(new Followed(follower, other));
        }
        await db.SaveChangesAsync();
        await db.Set<Member>().Where(m => m.Id == follower).ExecuteUpdateAsync(s => s.SetProperty(m => m.Following, m => m.Following + fresh.Count));
        await db.Set<Member>().Where(m => fresh.Contains(m.Id)).ExecuteUpdateAsync(s => s.SetProperty(m => m.Followers, m => m.Followers + 1));
    });
}
