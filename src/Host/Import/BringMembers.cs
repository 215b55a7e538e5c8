using Kaki.Kernel.Data;
using Kaki.Kernel.Imports;
using Kaki.People;

namespace Kaki.Host.Import;

/// <summary>Brings generated members in, never in the place of somebody who lives here: a handle that is taken is varied until it is free.</summary>
internal sealed class BringMembers(Bringing bringing)
{
    /// <returns>Everybody's id by the handle they were planned with.</returns>
    public async Task<IReadOnlyDictionary<string, long>> Run(IReadOnlyList<PersonToBring> people)
    {
        var ids = await bringing.Known("person");
        var fresh = people.Where(p => !ids.ContainsKey(p.Handle)).ToList();
        if (fresh.Count > 0)
            await bringing.In(s => s.GetRequiredService<AppDb>().Write(async () =>
            {
                foreach (var (person, id) in await Join(s.GetRequiredService<BringPeople>(), fresh))
                {
                    ids[person] = id;
                    s.GetRequiredService<BroughtBook>().Add(Bringing.Source, "person", person, id);
                }
            }));
        bringing.Tally.People += fresh.Count;
        return ids;
    }

    private static async Task<List<(string Planned, long Id)>> Join(BringPeople bring, List<PersonToBring> people)
    {
        var joined = new List<(string, long)>();
        for (var n = 1; people.Count > 0; n++)
        {
            var named = people.ToDictionary(p => p.Handle, p => n == 1 ? p.Handle : $"{p.Handle}_{n}");
            var (ids, fresh) = await bring.Run([.. people.Select(p => p with { Handle = named[p.Handle] })]);
            joined.AddRange(people.Where(p => fresh.Contains(named[p.Handle])).Select(p => (p.Handle, ids[named[p.Handle]])));
            people = [.. people.Where(p => !fresh.Contains(named[p.Handle]))];
        }
        return joined;
    }
}
