using System.Text.Json.Serialization;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.People.Accounts;
using Kaki.People.Follows;
using Kaki.People.Interests;
using Kaki.People.Profiles;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People;

/// <summary>A person as shown beside what they wrote.</summary>
public sealed record PersonCard(Id Id, string Handle, string Name, string AvatarUrl, string? Region, bool IsOperatorOrModerator)
{
    /// <summary>Lets search engines keep their pages.</summary>
    [JsonIgnore] public bool Indexable { get; init; }
    public string Url => $"/@{Handle}";
}

/// <summary>Whom a member follows, hears nothing from, and who is hidden from whom. <paramref name="Blocked"/> holds both directions.</summary>
public sealed record Bonds(HashSet<long> Following, HashSet<long> Muted, HashSet<long> Blocked)
{
    public static readonly Bonds None = new([], [], []);

    /// <summary>Whom they asked to follow, and who has not answered yet.</summary>
    public HashSet<long> Asked { get; init; } = [];

    /// <summary>Not to be shown what this person does: muted or blocked.</summary>
    public bool Hidden(long memberId) => Muted.Contains(memberId) || Blocked.Contains(memberId);
}

/// <summary>What stands between the one who looks and the one looked at.</summary>
public enum Bond { None, Self, Asked, Following, Blocking, Blocked }

/// <summary>A profile as the caller may see it. Of somebody who blocked the caller, or whom the caller blocked, only the card is filled.</summary>
public sealed record PersonView(
    PersonCard Person, string Bio, string? City, string? CoverUrl, string? CoverColour, int Followers, int Following, Instant Joined,
    Bond Bond, bool Muted, bool FollowsYou, bool ApprovesFollowers, bool Indexable, IReadOnlyList<string> Interests);

/// <summary>What the floors above may ask about people: always in batches, never a row at a time.</summary>
public sealed class PeopleReads
{
    internal const int MostBonds = 10_000;
    private readonly AppDb db;
    private readonly MemberShelf shelf;

    internal PeopleReads(AppDb db, MemberShelf shelf) => (this.db, this.shelf) = (db, shelf);

    /// <summary>One query. Ids of nobody are absent from the answer.</summary>
    public async Task<IReadOnlyDictionary<long, PersonCard>> Cards(IReadOnlyCollection<long> ids)
    {
        if (ids.Count == 0) return new Dictionary<long, PersonCard>();
        var wanted = ids.Distinct().ToList();
        var rows = await db.Set<Member>().AsNoTracking().Where(m => wanted.Contains(m.Id)).Select(CardRow.Of).ToListAsync();
        return rows.ToDictionary(r => r.Id, r => r.Card());
    }

    /// <summary>Nobody can come in yet: the first who signs up becomes the operator.</summary>
    public Task<bool> FirstIsAwaited() => SignUp.SiteIsEmpty(db);

    public Task<long?> IdOf(string handle)
    {
        var key = Handles.Key(handle);
        return db.Set<Member>().Where(m => m.Handle == key).Select(m => (long?)m.Id).SingleOrDefaultAsync();
    }

    public async Task<IReadOnlyDictionary<string, long>> IdsOf(IReadOnlyCollection<string> handles)
    {
        var keys = handles.Select(Handles.Key).Distinct().Take(200).ToList();
        return keys.Count == 0 ? new Dictionary<string, long>()
            : await db.Set<Member>().Where(m => keys.Contains(m.Handle)).ToDictionaryAsync(m => m.Handle, m => m.Id);
    }

    /// <summary>One query the first time, none while it is kept (<see cref="MemberShelf"/>).</summary>
    public ValueTask<Bonds> BondsOf(long memberId) =>
        shelf.Of(memberId, () => ReadBonds(memberId), b => b.Following.Count + b.Asked.Count + b.Muted.Count + b.Blocked.Count);

    private async Task<Bonds> ReadBonds(long memberId)
    {
        var rows = await db.Set<Follow>().Where(f => f.FollowerId == memberId).Select(f => new { Kind = f.State == FollowState.Accepted ? 0 : -1, Id = f.FollowedId })
            .Concat(db.Set<Mute>().Where(m => m.MemberId == memberId).Select(m => new { Kind = 1, Id = m.MutedId }))
            .Concat(db.Set<Block>().Where(b => b.MemberId == memberId || b.BlockedId == memberId).Select(b => new { Kind = 2, Id = b.MemberId == memberId ? b.BlockedId : b.MemberId }))
            .OrderByDescending(r => r.Kind).ThenBy(r => r.Id).Take(3 * MostBonds).ToListAsync();
        return new([.. rows.Where(r => r.Kind == 0).Select(r => r.Id)], [.. rows.Where(r => r.Kind == 1).Select(r => r.Id)], [.. rows.Where(r => r.Kind == 2).Select(r => r.Id)])
        {
            Asked = [.. rows.Where(r => r.Kind == -1).Select(r => r.Id)],
        };
    }

    /// <summary>Their interests as the current language says them: names that topics may have.</summary>
    public async ValueTask<IReadOnlyList<string>> InterestsOf(long memberId) =>
        [.. (await shelf.Of(memberId, async () => new Picked(await db.Set<Interest>().Where(i => i.MemberId == memberId).OrderBy(i => i.Tag).Select(i => i.Tag).Take(PickInterests.Most).ToArrayAsync()), p => p.Tags.Length)).Tags.Select(InterestList.NameOf)];

    private sealed record Picked(string[] Tags);

    /// <summary>Where they say they live: their city, then the names of their region. Kept as <see cref="BondsOf"/> is.</summary>
    public async ValueTask<IReadOnlyList<string>> PlacesOf(long memberId) => (await shelf.Of(memberId, async () =>
    {
        var member = await db.Set<Member>().Where(m => m.Id == memberId).Select(m => new { m.City, m.Region }).SingleOrDefaultAsync();
        return new Lives([.. new[] { member?.City }.Concat(Regions.Names(member?.Region)).OfType<string>()]);
    }, l => l.Places.Length)).Places;

    private sealed record Lives(string[] Places);

    public Task<bool> IsBlockedBetween(long a, long b) =>
        db.Set<Block>().AnyAsync(x => x.MemberId == a && x.BlockedId == b || x.MemberId == b && x.BlockedId == a);

    /// <summary>Whether <paramref name="follower"/> follows <paramref name="followed"/>, accepted.</summary>
    public Task<bool> Follows(long follower, long followed) =>
        db.Set<Follow>().AnyAsync(f => f.FollowerId == follower && f.FollowedId == followed && f.State == FollowState.Accepted);

    /// <summary>Those of the members who follow somebody, accepted.</summary>
    public async Task<HashSet<long>> FollowersAmong(long followed, IReadOnlyCollection<long> members) =>
        [.. await db.Set<Follow>().Where(f => f.FollowedId == followed && members.Contains(f.FollowerId) && f.State == FollowState.Accepted).Select(f => f.FollowerId).ToListAsync()];

    /// <summary>The cards of those of the ids that search and suggestions may name: one query.</summary>
    public async Task<IReadOnlyList<PersonCard>> DiscoverableCards(IReadOnlyCollection<long> ids)
    {
        var wanted = ids.Distinct().ToList();
        return [.. (await db.Set<Member>().AsNoTracking().Where(m => wanted.Contains(m.Id) && m.Discoverable).Select(CardRow.Of).ToListAsync()).Select(r => r.Card())];
    }

    /// <summary>The profile by handle; null where nobody has it.</summary>
    public Task<PersonView?> View(string handle, Caller caller) => new ViewPerson(db).Run(handle, caller);

    /// <summary>People by the beginning of handle or by a part of the name, the most followed first; those the caller is hidden from are left out.</summary>
    public async Task<IReadOnlyList<PersonCard>> Search(string text, int most, Caller caller) => await new SuggestPeople(db, this).Run(text, most, caller);

    /// <summary>Everybody who lets themselves be found, in id order after <paramref name="after"/>.</summary>
    public Task<List<long>> DiscoverableAfter(long after, int most) =>
        db.Set<Member>().Where(m => m.Discoverable && m.Id > after).OrderBy(m => m.Id).Take(Math.Min(most, 50_000)).Select(m => m.Id).ToListAsync();

    /// <summary>People for a page of the console, newest first, by handle or name.</summary>
    public Task<IReadOnlyList<PersonRow>> Newest(Caller caller, string? text, long? before, int most) => new ListPeople(db).Run(caller, text, before, most);
}

/// <summary>A person as an operator sees them in a list.</summary>
public sealed record PersonRow(Id Id, string Handle, string Name, string Role, string? Region, int Followers, int Following, Instant Joined);

public static class MemberTurn
{
    /// <summary>Inside a write, before it is read how many of something a member has: those who add to it take turns.</summary>
    public static Task TurnOf(this AppDb db, long member) => db.Lock<Member>(member);
}
