using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Trust.Limits;

/// <summary>How often something happened within one window, counted in the database so that every node counts together.</summary>
internal sealed class RateWindow
{
    public required string Bucket { get; init; }
    public long Window { get; init; }
    public int Count { get; init; }
    public Instant Until { get; init; }
}

/// <param name="Factor">Multiplies every limit; 0 turns them off, for load tests and imports.</param>
public sealed record RateSettings(int Factor);

/// <summary>Fixed windows: at most so many of one thing, by one key, within so long.</summary>
public sealed class RateLimit(AppDb db, RateSettings settings, TimeProvider clock)
{
    /// <exception cref="Refusal">429 <c>too_often</c>, with the seconds until the window ends.</exception>
    public async Task Take(string scope, string key, int limit, TimeSpan window)
    {
        if (await Over(scope, key, limit, window) is { } left) throw new Refusal("too_often", 429) { RetryAfter = left };
    }

    /// <summary>The same for what nobody waits for: false where it has happened often enough.</summary>
    public async Task<bool> Allows(string scope, string key, int limit, TimeSpan window) => await Over(scope, key, limit, window) is null;

    /// <returns>Seconds until it may happen again; null where it may now.</returns>
    private async Task<int?> Over(string scope, string key, int limit, TimeSpan window)
    {
        if (settings.Factor == 0) return null;
        var now = Instant.Now(clock);
        var number = now.Micros / (window.Ticks / 10);
        var until = new Instant((number + 1) * (window.Ticks / 10));
        var bucket = $"{scope}:{key}".CutTo(160);
        using var held = await db.EnterGate();
        var count = (await db.Database.SqlQuery<int>($"""
            insert into trust_rates(bucket, "window", count, until) values ({bucket}, {number}, 1, {until.Micros})
            on conflict (bucket, "window") do update set count = trust_rates.count + 1 returning count as "Value"
            """).ToListAsync())[0];
        return count > limit * settings.Factor ? Math.Max(1, (int)until.Since(now).TotalSeconds) : null;
    }
}
