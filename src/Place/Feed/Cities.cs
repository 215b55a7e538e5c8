using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Learning.Text;
using Kaki.Place.Notes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Place.Feed;

/// <summary>A city that public notes are from, as most of them write it.</summary>
internal sealed record City(string Name, int Notes);

/// <summary>
/// The cities that public notes are from. People write one city in several ways (case, width, traditional characters): here those are one,
/// and who asks for one way is given all. This node's own, read every five minutes; a way nobody wrote before is known as soon as the node hears of its note.
/// </summary>
internal sealed class Cities(IServiceScopeFactory scopes, TimeProvider clock)
{
    private const int MostSpellings = 5_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);
    private readonly SemaphoreSlim reading = new(1, 1);
    private volatile State state = new([], default);

    /// <summary>The cities with the most notes, the fullest first.</summary>
    public async ValueTask<IReadOnlyList<City>> Fullest(int most) => [.. (await Current()).Cities.Take(most)];

    /// <summary>As most write it; null where no public note is from there.</summary>
    public async ValueTask<string?> NameOf(string city) => (await Current()).Find(city)?.Name;

    /// <summary>All the ways it is written, the one asked for among them.</summary>
    public async ValueTask<string[]> WaysToWrite(string city) => (await Current()).Find(city) is { } known ? [.. known.Ways.Append(city).Distinct()] : [city];

    /// <summary>What ways to write a city have in common.</summary>
    public static string Key(string city) => Folding.OneWord(city) is [_, _, .., '市'] key ? key[..^1] : Folding.OneWord(city);

    /// <summary>A note is from there.</summary>
    public void Met(string city)
    {
        if (state.Find(city)?.Ways.Contains(city) != true) state = state.With(city);
    }

    private async ValueTask<State> Current()
    {
        if (Instant.Now(clock) < state.Until) return state;
        // One reader reads; the others go on with what there is, unless there is nothing yet.
        if (!await reading.WaitAsync(state.Until == default ? Timeout.InfiniteTimeSpan : TimeSpan.Zero)) return state;
        try
        {
            if (Instant.Now(clock) >= state.Until) state = new(await Read(), Instant.Now(clock).Plus(Fresh));
            return state;
        }
        finally
        {
            reading.Release();
        }
    }

    private async Task<List<(string City, int Notes)>> Read()
    {
        await using var scope = scopes.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Note>().Where(n => n.State == NoteState.Published && n.Visibility == Visibility.Public && n.City != null)
            .GroupBy(n => n.City!).Select(g => new { City = g.Key, Notes = g.Count() }).OrderByDescending(g => g.Notes).ThenBy(g => g.City).Take(MostSpellings).ToListAsync();
        return [.. rows.Select(r => (r.City, r.Notes))];
    }

    private sealed class State
    {
        private readonly IReadOnlyList<(string City, int Notes)> rows;
        private readonly Dictionary<string, Known> byKey;

        public State(IReadOnlyList<(string City, int Notes)> rows, Instant until)
        {
            (this.rows, Until) = (rows, until);
            byKey = rows.GroupBy(r => Key(r.City)).ToDictionary(g => g.Key, g => new Known(g.First().City, [.. g.Select(r => r.City)], g.Sum(r => r.Notes)));
            Cities = [.. byKey.Values.OrderByDescending(k => k.Notes).ThenBy(k => k.Name, StringComparer.Ordinal).Select(k => new City(k.Name, k.Notes))];
        }

        public Instant Until { get; }

        public IReadOnlyList<City> Cities { get; }

        public Known? Find(string city) => byKey.GetValueOrDefault(Key(city));

        public State With(string city) => rows.Count < MostSpellings ? new([.. rows, (city, 1)], Until) : this;
    }

    private sealed record Known(string Name, IReadOnlyList<string> Ways, int Notes);
}
