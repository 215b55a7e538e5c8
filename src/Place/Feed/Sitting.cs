using System.Runtime.InteropServices;
using Kaki.Kernel;

namespace Kaki.Place.Feed;

/// <summary>
/// What one member was given and may have seen, and when. Thousands of these are at hand, so a note takes eight bytes here,
/// and whether one was given is a bit for each candidate of the pool that was asked about last.
/// </summary>
internal sealed class Sitting
{
    private readonly Lock gate = new();
    private readonly Queue<(Instant At, int Notes)> groups = new();
    private readonly List<long> notes = [];
    private Seen? seen;
    private int marked;

    public void Add(ReadOnlySpan<long> given, Instant at)
    {
        lock (gate)
        {
            groups.Enqueue((at, given.Length));
            notes.AddRange(given);
        }
    }

    /// <summary>Of what was given last under each of these names, nothing was seen.</summary>
    public void TakeBack(ReadOnlySpan<long> unseen)
    {
        lock (gate)
        {
            var (gone, counts, at) = (unseen.ToArray().ToHashSet(), groups.ToArray(), notes.Count);
            for (var group = counts.Length - 1; group >= 0; group--)
                for (var first = at - counts[group].Notes; at > first; at--)
                {
                    if (!gone.Remove(notes[at - 1])) continue;
                    notes.RemoveAt(at - 1);
                    counts[group].Notes--;
                }
            groups.Clear();
            foreach (var group in counts) groups.Enqueue(group);
            seen = null;
        }
    }

    /// <summary>Makes something of what was given since then; nothing is added meanwhile.</summary>
    public T With<T>(Pool pool, Instant since, Func<Seen, T> make)
    {
        lock (gate)
        {
            if (Expire(since) || seen is null || !seen.IsOf(pool)) (seen, marked) = (new(pool), 0);
            seen.Mark(pool, CollectionsMarshal.AsSpan(notes)[marked..]);
            marked = notes.Count;
            return make(seen);
        }
    }

    private bool Expire(Instant since)
    {
        var expired = 0;
        while (groups.TryPeek(out var oldest) && oldest.At < since) expired += groups.Dequeue().Notes;
        notes.RemoveRange(0, expired);
        return expired > 0;
    }
}

/// <summary>Some of a pool's candidates. It does not hold the pool: a reader who left would keep it for hours.</summary>
internal sealed class Seen(Pool pool)
{
    private readonly ulong[] bits = new ulong[(pool.Candidates.Count + 63) / 64];
    private readonly long number = pool.Number;

    public bool IsOf(Pool other) => number == other.Number;

    public void Mark(Pool of, ReadOnlySpan<long> notes)
    {
        foreach (var note in notes)
            if (of.PlaceOf(note) is { } place) bits[place >> 6] |= 1UL << place;
    }

    /// <param name="candidate">One of the pool's.</param>
    public bool Contains(Candidate candidate) => (bits[candidate.Place >> 6] >> candidate.Place & 1) != 0;
}
