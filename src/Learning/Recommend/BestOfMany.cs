using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kaki.Learning.Recommend;

/// <summary>
/// The highest of many scores where more than a few are wanted: what beats the worst so far is put aside, and when as much again has come
/// together, the better half stays.
/// </summary>
/// <remarks>A score and its item are one number: the bits of a float above zero, which order as it does, and below them the item, the lowest highest.</remarks>
static class BestOfMany
{
    const int OnStack = 1024;

    /// <summary>As <see cref="BestItems.Select"/>.</summary>
    public static int Select(ReadOnlySpan<float> scores, Span<Scored> best)
    {
        var room = best.Length <= OnStack / 2 ? stackalloc ulong[OnStack] : new ulong[2 * best.Length];
        room = room[..(2 * best.Length)];
        var count = Collect(scores, room, best.Length);
        room[..count].Sort();
        for (var place = 0; place < count; place++) best[place] = Whole(room[count - 1 - place]);
        return count;
    }

    /// <summary>Of these keys the highest as scores, in no order.</summary>
    public static int Take(Span<ulong> keys, Span<Scored> best)
    {
        if (best.IsEmpty) return 0;
        if (keys.Length > best.Length) Part(keys, best.Length);
        var count = Math.Min(keys.Length, best.Length);
        for (var place = 0; place < count; place++) best[place] = Whole(keys[place]);
        return count;
    }

    static int Collect(ReadOnlySpan<float> scores, Span<ulong> room, int most)
    {
        if (most == 0) return 0;
        var (count, floor) = (0, 0f);
        ref var first = ref MemoryMarshal.GetReference(scores);
        for (var at = 0; at < scores.Length; at += Vector<float>.Count)
        {
            var end = Math.Min(scores.Length, at + Vector<float>.Count);
            if (end - at == Vector<float>.Count && !Vector.GreaterThanAny(Vector.LoadUnsafe(ref first, (nuint)at), new Vector<float>(floor))) continue;
            for (var item = at; item < end; item++)
            {
                var score = Unsafe.Add(ref first, item);
                // of equal ones the later comes too late
                if (!(score > floor)) continue;
                room[count++] = Key(score, item);
                if (count < room.Length) continue;
                floor = Whole(Part(room, most)).Score;
                count = most;
            }
        }
        if (count > most) Part(room[..count], most);
        return Math.Min(count, most);
    }

    /// <summary>The most highest come first, and the lowest of them is told.</summary>
    /// <remarks>Quickselect (C. A. R. Hoare, CACM 4, 1961), each key put in its place without a branch, for none can be foreseen. No key stands twice.</remarks>
    public static ulong Part(Span<ulong> keys, int most)
    {
        for (var (low, high) = (0, keys.Length - 1); low < high;)
        {
            var middle = (low + high) >>> 1;
            var pivot = keys[middle];
            (keys[middle], keys[high]) = (keys[high], pivot);
            var place = low;
            for (var at = low; at < high; at++)
            {
                var key = keys[at];
                keys[at] = keys[place];
                keys[place] = key;
                place += Convert.ToInt32(key > pivot);
            }
            (keys[place], keys[high]) = (pivot, keys[place]);
            if (place == most - 1) break;
            if (place > most - 1) high = place - 1;
            else low = place + 1;
        }
        return keys[most - 1];
    }

    /// <summary>A score above zero and its item as one number.</summary>
    public static ulong Key(float score, int item) => (ulong)BitConverter.SingleToUInt32Bits(score) << 32 | ~(uint)item;

    static Scored Whole(ulong key) => new((int)~(uint)key, BitConverter.UInt32BitsToSingle((uint)(key >> 32)));
}
