using System.Collections.Concurrent;
using Kaki.Kernel.Refusals;

namespace Kaki.Kernel.Activity;

/// <summary>
/// How many acts each sender has reported within this minute: far more than anybody sees, opens and reads, and an end for who writes the journal full.
/// Counted by each node for itself, since a count in the database would cost as much as the report.
/// </summary>
/// <param name="factor">Multiplies the limits; 0 turns them off.</param>
internal sealed class SentActs(int factor)
{
    /// <summary>Behind one address there may be a whole office.</summary>
    public const int MostOfMember = 3_000, MostOfAddress = 30_000;
    private const int MostSenders = 50_000;
    private const long Minute = 60_000_000;
    private readonly ConcurrentDictionary<string, int> counts = new();
    private long minute;

    /// <exception cref="Refusal">429 <c>too_often</c>; the sender keeps the acts and brings them later.</exception>
    public void Take(Caller caller, int acts, Instant now)
    {
        if (factor == 0) return;
        if (Interlocked.Exchange(ref minute, now.Micros / Minute) != now.Micros / Minute || counts.Count > MostSenders) counts.Clear();
        var (who, most) = caller.MemberId is { } me ? ($"member {me}", MostOfMember) : ($"address {caller.Address}", MostOfAddress);
        if (counts.AddOrUpdate(who, acts, (_, before) => before + acts) > most * factor)
            throw new Refusal("too_often", 429) { RetryAfter = Math.Max(1, (int)((Minute - now.Micros % Minute) / 1_000_000)) };
    }
}
