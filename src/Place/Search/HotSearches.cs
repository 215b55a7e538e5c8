using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Learning.Text;
using Kaki.Trust.Screening;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Place.Search;

/// <summary>What at least three people looked for and found in the last days, read every ten minutes; words the screen knows stay off the list.</summary>
internal sealed class HotSearches(IServiceScopeFactory scopes, TimeProvider clock)
{
    public const int Most = 10, FewestAsked = 3;

    /// <summary>So few leave a search box half empty.</summary>
    public const int Few = 5;
    private const string Prefix = "search:";
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10), Window = TimeSpan.FromDays(3);
    private readonly SemaphoreSlim reading = new(1, 1);
    private volatile State state = new([], default);

    /// <summary>What the journal calls a search: its folded words.</summary>
    public static string ThingOf(string text)
    {
        var words = string.Join('+', Folding.Key(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return Prefix + words.CutTo(60);
    }

    public static string TextOf(string thing) => thing[Prefix.Length..].Replace('+', ' ');

    public async ValueTask<IReadOnlyList<string>> Current()
    {
        if (Instant.Now(clock) < state.Until || !await reading.WaitAsync(0)) return state.Words;
        try
        {
            state = new(await Read(), Instant.Now(clock).Plus(Fresh));
            return state.Words;
        }
        finally
        {
            reading.Release();
        }
    }

    private async Task<IReadOnlyList<string>> Read()
    {
        await using var scope = scopes.CreateAsyncScope();
        var since = Instant.Now(clock).Minus(Window);
        var asked = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<SearchAsk>().Where(a => a.At >= since)
            .GroupBy(a => a.Thing).Select(g => new { Thing = g.Key, People = g.Count() }).Where(g => g.People >= FewestAsked).OrderByDescending(g => g.People).ThenBy(g => g.Thing).Take(Most * 3).ToListAsync();
        var screen = scope.ServiceProvider.GetRequiredService<Screen>();
        var words = new List<string>();
        foreach (var text in asked.Select(a => TextOf(a.Thing)))
            if (words.Count < Most && await screen.Check(text) is { Refused: false, Marked: false }) words.Add(text);
        return words;
    }

    private sealed record State(IReadOnlyList<string> Words, Instant Until);
}
