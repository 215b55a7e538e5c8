using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Learning.Text;
using Kaki.Place.Notes;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Topics;

/// <summary>Topics by name; a name nobody used before becomes a topic.</summary>
internal sealed class TopicNames(AppDb db, TimeProvider clock)
{
    /// <returns>At most <paramref name="most"/> ids, in the order of the names.</returns>
    public async Task<IReadOnlyList<long>> IdsOf(IEnumerable<string> names, int most)
    {
        var wanted = Of(names).Take(most).ToList();
        if (wanted.Count == 0) return [];
        var folded = wanted.Select(Fold).ToArray();
        var known = await Known(folded);
        foreach (var name in wanted.Where(n => !known.ContainsKey(Fold(n)) && NoteText.IsTopic(n))) await Add(name);
        if (known.Count < wanted.Count) known = await Known(folded);
        return [.. folded.Where(known.ContainsKey).Select(f => known[f])];
    }

    /// <returns>The names of these topics, in their order.</returns>
    public async Task<IReadOnlyList<string>> NamesOf(IReadOnlyList<long> ids)
    {
        if (ids.Count == 0) return [];
        var names = await db.Set<Topic>().Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Name);
        return [.. ids.Where(names.ContainsKey).Select(id => names[id])];
    }

    /// <summary>The names that can be topics, each once.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> names) =>
        [.. names.Select(Bare).Where(CanBe).DistinctBy(Fold)];

    /// <summary>The first of the names that can be no topic; one that is a topic since before there was an alphabet stays one.</summary>
    public async Task<string?> Odd(IEnumerable<string> names)
    {
        var odd = names.Where(n => Bare(n) is { Length: > 0 } bare && !(CanBe(bare) && NoteText.IsTopic(bare))).ToList();
        if (odd.Count == 0) return null;
        var known = await Known([.. odd.Select(Bare).Where(CanBe).Select(Fold)]);
        return odd.FirstOrDefault(n => !known.ContainsKey(Fold(Bare(n))));
    }

    private static string Bare(string name) => name.Trim().TrimStart('#', '＃');

    private static bool CanBe(string name) => name.Length is > 0 and <= NoteText.LongestTopic && Fold(name).Length is > 0 and <= NoteText.LongestTopic;

    public static string Fold(string name) => Folding.Key(name);

    private Task<Dictionary<string, long>> Known(string[] folded) =>
        db.Set<Topic>().Where(t => folded.Contains(t.Folded)).ToDictionaryAsync(t => t.Folded, t => t.Id);

    // Two writers may coin a topic at once; the second finds the first's.
    private async Task Add(string name)
    {
        using var held = await db.EnterGate();
        await db.Database.ExecuteSqlAsync($"""
            insert into place_topics(id, name, folded, description, note_count, follower_count, first_at)
            values ({db.NextId()}, {name}, {Fold(name)}, '', 0, 0, {Instant.Now(clock).Micros}) on conflict (folded) do nothing
            """);
    }
}
