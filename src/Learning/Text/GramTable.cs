using Kaki.Learning.Models;

namespace Kaki.Learning.Text;

/// <summary>The single characters and pairs of neighbours that occur in enough texts, numbered from 0.</summary>
/// <remarks>Open addressing over the characters themselves, so that no two share a number. Sixteen bytes a gram and slot; immutable once built.</remarks>
sealed class GramTable
{
    /// <summary>Stand before and after a text: a gram may say that something begins or ends it.</summary>
    public const char Begin = '\u0002', End = '\u0003';

    readonly uint[] keys;
    readonly int[] ids;
    readonly int shift;

    GramTable(uint[] grams)
    {
        Grams = grams;
        var bits = Math.Max(4, 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)grams.Length * 2));
        (keys, ids, shift) = (new uint[1 << bits], new int[1 << bits], 32 - bits);
        Array.Fill(ids, -1);
        for (var id = 0; id < grams.Length; id++) Put(grams[id], id);
    }

    /// <summary>The grams by number: a character, or the first of two shifted by sixteen bits and the second.</summary>
    public uint[] Grams { get; }

    public int Count => Grams.Length;

    /// <summary>Takes the grams of at least <paramref name="leastTexts"/> of these texts, each folded and between its marks, in the order they come.</summary>
    public static GramTable Of(IReadOnlyList<string> marked, int leastTexts)
    {
        var texts = new Dictionary<uint, (int Count, int Last)>();
        for (var i = 0; i < marked.Count; i++)
            foreach (var gram in All(marked[i]))
            {
                ref var seen = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(texts, gram, out _);
                if (seen.Last != i + 1) seen = (seen.Count + 1, i + 1);
            }
        return new([.. texts.Where(gram => gram.Value.Count >= leastTexts).Select(gram => gram.Key)]);
    }

    public static GramTable Read(BinaryReader from) => new(from.ReadAll<uint>());

    public void Write(BinaryWriter to) => to.WriteAll<uint>(Grams);

    /// <summary>A text as grams are taken from it: folded, between its marks.</summary>
    public static string Mark(string folded) => Begin + folded + End;

    /// <summary>Number of one character, or -1.</summary>
    public int Find(char one) => Find((uint)one);

    /// <summary>Number of two neighbours, or -1.</summary>
    public int Find(char one, char next) => Find((uint)one << 16 | next);

    static IEnumerable<uint> All(string marked)
    {
        for (var i = 0; i < marked.Length; i++)
        {
            yield return marked[i];
            if (i + 1 < marked.Length) yield return (uint)marked[i] << 16 | marked[i + 1];
        }
    }

    int Find(uint gram)
    {
        for (var slot = Slot(gram); ; slot = slot + 1 & keys.Length - 1)
            if (ids[slot] < 0 || keys[slot] == gram) return ids[slot];
    }

    void Put(uint gram, int id)
    {
        var slot = Slot(gram);
        while (ids[slot] >= 0) slot = slot + 1 & keys.Length - 1;
        (keys[slot], ids[slot]) = (gram, id);
    }

    int Slot(uint gram) => (int)(gram * 0x9E3779B1u >> shift);
}
