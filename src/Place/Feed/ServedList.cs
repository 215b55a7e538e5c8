using System.Runtime.InteropServices;
using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Kaki.Place.Cards;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Feed;

/// <summary>One ranking as it was given to one reader (or to all signed-out readers of a minute): later pages read on in it, so nothing moves or repeats.</summary>
internal sealed class ServedList
{
    private readonly Lock gate = new();

    public long Id { get; init; }

    /// <summary>Null for lists that signed-out readers share.</summary>
    public long? MemberId { get; init; }

    /// <summary>Note ids in order, eight bytes each.</summary>
    public byte[] Items { get; private set; } = [];

    /// <summary>How many of them have been given out, or, once the reader left, were reached.</summary>
    public int Given { get; set; }
    public Instant At { get; init; }

    public ReadOnlySpan<long> Ids => MemoryMarshal.Cast<byte, long>(Items);

    public static ServedList Of(long id, long? member, List<long> ids, Instant at) =>
        new() { Id = id, MemberId = member, Items = Bytes(ids), At = at };

    /// <summary>The list that was named is gone, or another's: a person is shown the beginning of a new one, a program that reads on is not given it as if it were the next page.</summary>
    public static void BeginAnew(bool program, Id? served, int after)
    {
        if (program && served is not null && after > 0) throw Refusal.Invalid("served", "cursor.unknown");
    }

    /// <summary>Where the cards that are left of a page stand in their list.</summary>
    /// <param name="page">Ids as the list has them, the first of them at <paramref name="from"/>.</param>
    public static IReadOnlyList<int>? PlacesOf(IReadOnlyList<NoteCard> left, long[] page, int from) =>
        left.Count == page.Length ? null : [.. left.Select(c => from + Array.IndexOf(page, c.Id))];

    /// <summary>False where somebody else has made it longer since it held that many.</summary>
    public bool Extend(int held, List<long> more)
    {
        lock (gate)
        {
            if (held != Ids.Length) return false;
            Items = [.. Items, .. Bytes(more)];
            return true;
        }
    }

    /// <summary>Takes such notes out of what lies beyond a place and has not been given; what was given keeps its places.</summary>
    /// <returns>Whether there were any.</returns>
    public bool Drop(int beyond, Predicate<long> which)
    {
        lock (gate)
        {
            var from = Math.Min(Math.Max(beyond, Given), Ids.Length);
            long[] rest = [.. Ids[from..]], stay = Array.FindAll(rest, id => !which(id));
            if (stay.Length == rest.Length) return false;
            Items = [.. Items.AsSpan(0, from * sizeof(long)), .. MemoryMarshal.AsBytes(stay.AsSpan())];
            return true;
        }
    }

    private static byte[] Bytes(List<long> ids) => MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(ids)).ToArray();

    public static void Map(ModelBuilder model) => model.Entity<ServedList>(e =>
    {
        e.ToTable("place_served");
        e.HasIndex(s => new { s.MemberId, s.At });
        e.HasIndex(s => s.At);
    });
}
