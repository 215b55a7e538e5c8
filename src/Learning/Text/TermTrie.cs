namespace Kaki.Learning.Text;

/// <summary>
/// The spellings as a trie over character classes: look-alikes share a class. States are numbered breadth first, so the
/// children of one lie side by side and the few states near the root, where most readings end, share cache lines.
/// </summary>
sealed class TermTrie
{
    const int Few = 4, WorthHalving = 64;

    readonly ushort[] classes = new ushort[char.MaxValue + 1];
    readonly ushort[] families = new ushort[char.MaxValue + 1];
    readonly List<char> familyOf = ['\0'];
    readonly int[] rootChild;
    readonly bool[] mustBegin, second;

    // of a state: the class read to come here; where its children and the spellings that end here begin (where they end is where the next state's begin)
    readonly ushort[] labels;
    readonly State[] states;
    readonly Ending[] endings;

    public TermTrie(IReadOnlyList<TermVariant> variants)
    {
        var count = Number(variants);
        var spellings = variants.Select(variant => (Codes: Codes(variant), Variant: variant)).ToArray();
        Array.Sort(spellings, (a, b) => a.Codes.AsSpan().SequenceCompareTo(b.Codes));
        (labels, states, endings) = Lay(spellings);
        rootChild = new int[count + 1];
        for (var child = states[0].Children; child < states[1].Children; child++) rootChild[labels[child]] = child;
        mustBegin = Enumerable.Repeat(true, count + 1).ToArray();
        second = new bool[count + 1];
        foreach (var (codes, variant) in spellings)
        {
            mustBegin[codes[0]] &= variant.MustStandAlone;
            if (codes.Length > 1) second[codes[1]] = true;
        }
    }

    /// <summary>Class of a unit as it stands in a text; 0 when no spelling has it.</summary>
    public int Class(char unit) => classes[unit];

    /// <summary>The family a class stands for.</summary>
    public char FamilyOf(int letter) => familyOf[letter];

    public int ClassOfFamily(char family) => families[family];

    /// <summary>Whether every spelling that begins with the class must begin a Latin word.</summary>
    public bool MustBegin(int letter) => mustBegin[letter];

    /// <summary>Whether a spelling has the class second.</summary>
    public bool IsSecond(int letter) => second[letter];

    /// <summary>The state after the first class, or 0.</summary>
    public int First(int letter) => rootChild[letter];

    /// <summary>The state after reading a class, or 0: nothing leads back to the root.</summary>
    public int Next(int state, int letter)
    {
        var (from, to) = (states[state].Children, states[state + 1].Children);
        if (to - from > Few) return Among(from, to - from, letter);
        for (; from < to; from++)
            if (labels[from] == letter) return from;
        return 0;
    }

    /// <summary>Spellings that end at a state.</summary>
    public ReadOnlySpan<Ending> EndingAt(int state)
    {
        var from = states[state].Endings;
        return endings.AsSpan(from, states[state + 1].Endings - from);
    }

    int Among(int from, int count, int letter)
    {
        var siblings = labels.AsSpan(from, count);
        var at = count <= WorthHalving ? siblings.IndexOf((ushort)letter) : siblings.BinarySearch((ushort)letter);
        return at < 0 ? 0 : from + at;
    }

    int Number(IReadOnlyList<TermVariant> variants)
    {
        ushort last = 0;
        foreach (var variant in variants)
            foreach (var c in variant.Letters)
            {
                ref var number = ref families[LookAlikes.Family(c)];
                if (number > 0) continue;
                number = ++last;
                familyOf.Add(LookAlikes.Family(c));
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

    static (ushort[], State[], Ending[]) Lay((ushort[] Codes, TermVariant Variant)[] spellings)
    {
        var labels = new List<ushort> { 0 };
        var states = new List<State>();
        var endings = new List<Ending>(spellings.Length);
        // the spellings below a state lie side by side, those that end at it first
        var open = new Queue<(int From, int To, int Depth)>([(0, spellings.Length, 0)]);
        while (open.TryDequeue(out var state))
        {
            states.Add(new(labels.Count, endings.Count));
            var i = state.From;
            for (; i < state.To && spellings[i].Codes.Length == state.Depth; i++) endings.Add(new(spellings[i].Variant, spellings[i].Variant.Term, spellings[i].Variant.Disguised));
            while (i < state.To)
            {
                var code = spellings[i].Codes[state.Depth];
                var from = i;
                while (i < state.To && spellings[i].Codes[state.Depth] == code) i++;
                labels.Add(code);
                open.Enqueue((from, i, state.Depth + 1));
            }
        }
        states.Add(new(labels.Count, endings.Count));
        return ([.. labels], [.. states], [.. endings]);
    }

    /// <summary>A spelling that ends at a state; the term and the flag lie here too, so that a plain hit looks nothing else up.</summary>
    public readonly record struct Ending(TermVariant Variant, Term Term, bool Disguised);

    readonly record struct State(int Children, int Endings);
}
