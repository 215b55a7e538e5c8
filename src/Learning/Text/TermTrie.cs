using System.Numerics;

namespace Kaki.Learning.Text;

/// <summary>
/// The spellings as a trie over character classes: look-alikes share a class. Edges lie in one open-addressed table
/// keyed by state and class.
/// </summary>
sealed class TermTrie
{
    const int ClassBits = 16;

    readonly ushort[] classes = new ushort[char.MaxValue + 1];
    readonly ushort[] families = new ushort[char.MaxValue + 1];
    readonly List<List<TermVariant>?> ends = [null];
    readonly TermVariant[][] terminals;
    ulong[] keys = new ulong[1024];
    int[] targets = new int[1024];
    int edges;

    public TermTrie(IReadOnlyList<TermVariant> variants)
    {
        Number(variants);
        foreach (var variant in variants) Insert(variant);
        terminals = ends.Select(list => list?.ToArray() ?? []).ToArray();
        ends = [];
    }

    /// <summary>Class of a unit as it stands in a text; 0 when no spelling has it.</summary>
    public int Class(char unit) => classes[unit];

    public int ClassOfFamily(char family) => families[family];

    /// <summary>The state after reading a class, or -1.</summary>
    public int Next(int state, int letter)
    {
        var key = Key(state, letter);
        for (var slot = Slot(key); ; slot = slot + 1 & keys.Length - 1)
        {
            if (keys[slot] == key) return targets[slot];
            if (keys[slot] == 0) return -1;
        }
    }

    /// <summary>Spellings that end at a state.</summary>
    public TermVariant[] EndingAt(int state) => terminals[state];

    void Number(IReadOnlyList<TermVariant> variants)
    {
        ushort last = 0;
        foreach (var variant in variants)
            foreach (var c in variant.Letters)
            {
                ref var number = ref families[LookAlikes.Family(c)];
                if (number == 0) number = ++last;
            }
        for (var i = 0; i < classes.Length; i++)
        {
            var folded = Folding.Unit((char)i);
            var unit = folded < Folding.Dropped ? folded : char.IsSurrogate((char)i) ? (char)i : '\0';
            if (unit != '\0') classes[i] = families[LookAlikes.Family(unit)];
        }
    }

    void Insert(TermVariant variant)
    {
        var state = 0;
        foreach (var c in variant.Letters)
        {
            var letter = families[LookAlikes.Family(c)];
            var next = Next(state, letter);
            if (next < 0)
            {
                next = ends.Count;
                ends.Add(null);
                AddEdge(Key(state, letter), next);
            }
            state = next;
        }
        (ends[state] ??= []).Add(variant);
    }

    void AddEdge(ulong key, int target)
    {
        if (++edges * 2 > keys.Length) Grow();
        Place(key, target);
    }

    void Grow()
    {
        var (oldKeys, oldTargets) = (keys, targets);
        keys = new ulong[oldKeys.Length * 2];
        targets = new int[keys.Length];
        for (var i = 0; i < oldKeys.Length; i++)
            if (oldKeys[i] != 0) Place(oldKeys[i], oldTargets[i]);
    }

    void Place(ulong key, int target)
    {
        var slot = Slot(key);
        while (keys[slot] != 0) slot = slot + 1 & keys.Length - 1;
        keys[slot] = key;
        targets[slot] = target;
    }

    // a class is never 0, so neither is a key
    static ulong Key(int state, int letter) => (ulong)(uint)state << ClassBits | (uint)letter;

    int Slot(ulong key) => (int)(key * 0x9E3779B97F4A7C15UL >> 64 - BitOperations.Log2((uint)keys.Length));
}
