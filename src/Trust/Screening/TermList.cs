using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Learning.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kaki.Trust.Screening;

/// <summary>The operator's terms, built into a matcher; read again at most every ten seconds so that every node follows a change.</summary>
internal sealed class TermList(IServiceScopeFactory scopes, TimeProvider clock, ILogger<TermList> log)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim building = new(1, 1);
    private volatile int expired;
    private volatile Built current = new(TermMatcher.Build(Array.Empty<string>()), [], default, -1);

    public async ValueTask<Built> Current()
    {
        var built = current;
        if (built.CheckAt.Holds(Instant.Now(clock), Fresh)) return built;
        await building.WaitAsync();
        try
        {
            if (current.CheckAt.Holds(Instant.Now(clock), Fresh)) return current;
            var before = expired;
            var read = current = await Read();
            if (expired != before) current = read with { CheckAt = default }; // changed while it was read: what it holds may be what was before
            return read;
        }
        finally
        {
            building.Release();
        }
    }

    /// <summary>Makes this node read the list again at the next question.</summary>
    public void Expire()
    {
        Interlocked.Increment(ref expired);
        current = current with { CheckAt = default };
    }

    private async Task<Built> Read()
    {
        await using var scope = scopes.CreateAsyncScope();
        var terms = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Term>().AsNoTracking().OrderBy(t => t.Id).ToListAsync();
        var stamp = terms.Aggregate((long)terms.Count, (sum, t) => unchecked(sum * 31 + t.Id + (int)t.Action + t.Innocent.GetHashCode(StringComparison.Ordinal)));
        var checkAt = Instant.Now(clock).Plus(Fresh);
        if (stamp == current.Stamp) return current with { CheckAt = checkAt };
        var found = terms.Where(t => TermMatcher.Takes(t.Text)).ToList(); // one that cannot be found must not stop everybody's writing
        if (found.Count < terms.Count) log.LogWarning("{Count} terms of the word screen hold nothing that can be found, and are left out", terms.Count - found.Count);
        var matcher = TermMatcher.Build(found.Select(t => new Learning.Text.Term(t.Text)
        {
            Label = t.Action.ToString(),
            Innocent = t.Innocent.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        }));
        return new(matcher, found.ToDictionary(t => t.Text, t => t.Action), checkAt, stamp);
    }

    internal sealed record Built(TermMatcher Matcher, Dictionary<string, TermAction> Actions, Instant CheckAt, long Stamp);
}
