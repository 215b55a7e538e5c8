using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.People.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People;

// The contract's shape while its room is being built; gone with PeopleReads itself.
public sealed record PersonCard(long Id, string Handle, string Name, string AvatarUrl, string? Region, bool IsOperatorOrModerator)
{
    public string Url => $"/@{Handle}";
}

public sealed record Bonds(HashSet<long> Following, HashSet<long> Muted, HashSet<long> Blocked)
{
    public static readonly Bonds None = new([], [], []);
    public bool Hidden(long memberId) => Muted.Contains(memberId) || Blocked.Contains(memberId);
}

public enum Bond { None, Self, Asked, Following, Blocking, Blocked }

public sealed record PersonView(
    PersonCard Person, string Bio, string? City, string? CoverUrl, string? CoverColour, int Followers, int Following, Instant Joined,
    Bond Bond, bool Muted, bool FollowsYou, bool ApprovesFollowers, bool Indexable, IReadOnlyList<string> Interests);

public sealed class PeopleReads
{
    private readonly AppDb db;
    internal PeopleReads(AppDb db) => this.db = db;

    public async Task<IReadOnlyDictionary<long, PersonCard>> Cards(IReadOnlyCollection<long> ids) =>
        (await db.Set<Member>().AsNoTracking().Where(m => ids.Contains(m.Id)).ToListAsync()).ToDictionary(m => m.Id, m => new PersonCard(m.Id, m.Handle, m.Name, "/faces/1.svg", null, false));
    public async Task<long?> IdOf(string handle) => await db.Set<Member>().Where(m => m.Handle == handle).Select(m => (long?)m.Id).SingleOrDefaultAsync();
    public async Task<IReadOnlyDictionary<string, long>> IdsOf(IReadOnlyCollection<string> handles) => await db.Set<Member>().Where(m => handles.Contains(m.Handle)).ToDictionaryAsync(m => m.Handle, m => m.Id);
    public Task<Bonds> BondsOf(long member) => Task.FromResult(Bonds.None);
    public Task<IReadOnlyList<string>> InterestsOf(long member) => Task.FromResult<IReadOnlyList<string>>([]);
    public Task<bool> Follows(long follower, long followed) => Task.FromResult(false);
    public Task<IReadOnlyList<(long Id, string Handle)>> IndexableAfter(long after, int most) => Task.FromResult<IReadOnlyList<(long, string)>>([]);
    public Task<IReadOnlySet<long>> Discoverable(IReadOnlyCollection<long> ids) => Task.FromResult<IReadOnlySet<long>>(ids.ToHashSet());
    public async Task<PersonView?> View(string handle, Caller caller) =>
        await IdOf(handle) is { } id ? new((await Cards([id]))[id], "", null, null, null, 0, 0, default, caller.MemberId == id ? Bond.Self : Bond.None, false, false, false, true, []) : null;
}
