using Kaki.Kernel;

namespace Kaki.People;

// The contract's shape while its room is being built; gone with PeopleReads itself.
public sealed record PersonCard(long Id, string Handle, string Name, string AvatarUrl, string? Region);
public sealed record Bonds(HashSet<long> Following, HashSet<long> Muted, HashSet<long> Blocked);
public sealed class PeopleReads
{
    public Task<IReadOnlyDictionary<long, PersonCard>> Cards(IReadOnlyCollection<long> ids) => throw new NotSupportedException();
    public Task<IReadOnlyDictionary<string, long>> IdsOf(IReadOnlyCollection<string> handles) => throw new NotSupportedException();
    public Task<Bonds> BondsOf(long member) => throw new NotSupportedException();
    public Task<IReadOnlyList<string>> InterestsOf(long member) => throw new NotSupportedException();
}
