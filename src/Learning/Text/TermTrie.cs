namespace Kaki.Learning.Text;

/// <summary>
/// The spellings as a trie over character classes: look-alikes share a class. States are numbered breadth first, so the
/// children of one lie side by side and the few states near the root, where most readings end, share cache lines.
/// </summary>
sealed class TermTrie
{
    const int WorthHalving = 64;

    readonly ushort[] classes = new ushort[char.MaxValue + 1];
    readonly ushort[] families = new ushort[char.MaxValue + 1];
    readonly int[] rootChild;
    readonly bool[] mustBegin;

    // of a state: the class read to come here, where its children begin (the end is where the next state's begin), the spellings ending here
    readonly ushort[] labels;
    readonly int[] children;
    readonly TermVariant[]?[] endings;

    public TermTrie(IReadOnlyList<TermVariant> variants)
    {
        var count = Number(variants);
        var spellings = variants.Select(variant => (Codes: Codes(variant), Variant: variant)).ToArray();
        Array.Sort(spellings, (a, b) => a.Codes.AsSpan().SequenceCompareTo(b.Codes));
        (labels, children, endings) = Lay(spellings);
        rootChild = new int[count + 1];
        for (var child = children[0]; child < children[1]; child++) rootChild[labels[child]] = child;
        mustBegin = Enumerable.Repeat(true, count + 1).ToArray();
        foreach (var (codes, variant) in spellings) mustBegin[codes[0]] &= variant.MustStandAlone;
    }

    /// <summary>Class of a unit as it stands in a text; 0 when no spelling has it.</summary>
    public int Class(char unit) => classes[unit];

    public int ClassOfFamily(char family) => families[family];

    /// <summary>Whether every spelling that begins with the class must begin a Latin word.</summary>
    public bool MustBegin(int letter) => mustBegin[letter];

    /// <summary>The state after the first class, or 0.</summary>
    public int First(int letter) => rootChild[letter];

    /// <summary>The state after reading a class, or 0: nothing leads back to the root.</summary>
    public int Next(int state, int letter)
    {
        var (from, to) = (children[state], children[state + 1]);
        var siblings = labels.AsSpan(from, to - from);
        var at = siblings.Length <= WorthHalving ? siblings.IndexOf((ushort)letter) : siblings.BinarySearch((ushort)letter);
        return at < 0 ? 0 : from + at;
    }

    /// <summary>Spellings that end at a state, or null.</summary>
    public TermVariant[]? EndingAt(int state) => endings[state];

    int Number(IReadOnlyList<TermVariant> variants)
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
        return last;
    }

    ushort[] Codes(TermVariant variant) => variant.Letters.Select(c => families[LookAlikes.Family(c)]).ToArray();

    static (ushort[], int[], TermVariant[]?[]) Lay((ushort[] Codes, TermVariant Variant)[] spellings)
    {
        var labels = new List<ushort> { 0 };
        var children = new List<int>();
        var endings = new List<TermVariant[]?>();
        // the spellings below a state lie side by side, those that end at it first
        var states = new Queue<(int From, int To, int Depth)>([(0, spellings.Length, 0)]);
        while (states.TryDequeue(out var state))
        {
            var i = state.From;
            while (i < state.To && spellings[i].Codes.Length == state.Depth) i++;
            endings.Add(i > state.From ? spellings[state.From..i].Select(spelling => spelling.Variant).ToArray() : null);
            children.Add(labels.Count);
            while (i < state.To)
            {
                var code = spellings[i].Codes[state.Depth];
                var from = i;
                while (i < state.To && spellings[i].Codes[state.Depth] == code) i++;
                labels.Add(code);
                states.Enqueue((from, i, state.Depth + 1));
            }
        }
        children.Add(labels.Count);
        return ([.. labels], [.. children], [.. endings]);
    }
}
