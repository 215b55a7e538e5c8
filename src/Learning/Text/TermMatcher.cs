namespace Kaki.Learning.Text;

/// <summary>
/// Finds every term of a list in a text, also where it was bent to slip through: other width, case or script, inserted
/// symbols, look-alike letters, split characters, pinyin. Answers with places in the original.
/// </summary>
/// <remarks>
/// <para>
/// A trie over the folded spellings, entered only where two neighbouring characters can begin a term: a bitmap over
/// hashed pairs of character classes (128 kB) sends all other places on after one look, in the manner of S. Wu and
/// U. Manber, "A fast algorithm for multi-pattern searching" (1994). Time is linear in the text for a given list;
/// memory is about 700 kB plus some 100 bytes a spelling. Immutable and safe to share between threads.
/// </para>
/// <para>
/// What counts: up to eight symbols, blanks or pictures may stand between two characters; punctuation of ordinary sentences and
/// line breaks only if every gap of the term has some (法，轮，功). A blank inside a Latin word likewise. Where the term itself
/// has a blank or a sign, and between the syllables of a spelling, anything of the kind may stand or nothing. A letter may be written by its look-alike (v1agra) in at most half the
/// places of a term of three or more; a digit only by itself. A term that begins or ends in a Latin letter or digit
/// must begin or end a word there unless <see cref="Term.Inside"/>. For one term at one start the shortest stretch is reported.
/// </para>
/// </remarks>
public sealed class TermMatcher
{
    const int MaxGap = 8;
    const int PairBits = 10;
    const int Starter = 1 << PairBits;
    const int MustBegin = 1 << 14;
    const int Latin = 1 << 15;

    readonly ushort[] pairClass = new ushort[char.MaxValue + 1];
    readonly ulong[] pairs = new ulong[(1 << (2 * PairBits)) / 64];
    readonly TermTrie trie;
    readonly Dictionary<Term, Innocence[]> innocent = [];

    TermMatcher(IReadOnlyList<TermVariant> variants)
    {
        trie = new(variants);
        ClassifyUnits();
        MarkPairs(variants);
    }

    /// <summary>Terms of the list.</summary>
    public int Count { get; private init; }

    /// <summary>Builds the matcher: about 10,000 terms in a tenth of a second.</summary>
    /// <param name="terms">The list; the same term twice is found once.</param>
    /// <param name="innocentWords">Longer words in which every term is innocent.</param>
    /// <exception cref="ArgumentException">A term holds nothing that can be found, or more than 64 characters.</exception>
    public static TermMatcher Build(IEnumerable<Term> terms, IEnumerable<string>? innocentWords = null)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var distinct = terms.Distinct().ToArray();
        var matcher = new TermMatcher(distinct.SelectMany(TermVariant.Of).ToArray()) { Count = distinct.Length };
        matcher.Excuse(distinct, innocentWords ?? []);
        return matcher;
    }

    /// <summary>Builds from bare words, all with the default evasions.</summary>
    public static TermMatcher Build(IEnumerable<string> words) => Build(words.Select(word => new Term(word)));

    /// <summary>Every hit, by start; at one start in no particular order.</summary>
    public IReadOnlyList<Hit> Find(ReadOnlySpan<char> text)
    {
        var hits = new List<Hit>();
        Find(text, hits);
        return hits;
    }

    /// <summary>Adds every hit to a list of the caller's: next to nothing is allocated for a text without hits.</summary>
    public void Find(ReadOnlySpan<char> text, List<Hit> hits)
    {
        ArgumentNullException.ThrowIfNull(hits);
        if (text.IsEmpty) return;
        var walk = new TermWalk(trie, text, innocent, MaxGap, hits);
        const int mask = Starter - 1;
        var classes = pairClass.AsSpan();
        var bits = pairs.AsSpan();
        var before = 0;
        int here = classes[text[0]];
        for (var i = 0; i < text.Length; i++)
        {
            int next = i + 1 < text.Length ? classes[text[i + 1]] : 0;
            var pair = (here & mask) << PairBits | next & mask;
            if ((bits[pair >> 6] >> pair & 1) != 0 && ((here & MustBegin) == 0 || (before & Latin) == 0)) walk.From(i);
            before = here;
            here = next;
        }
    }

    // class 0 belongs to no spelling, class 1 is noise, the rest share what is left
    void ClassifyUnits()
    {
        for (var i = 0; i < pairClass.Length; i++)
        {
            var c = (char)i;
            var letter = trie.Class(c);
            var hashed = letter > 0 ? 2 + letter % (Starter - 2) : Noise.Kind(c) == NoiseKind.None ? 0 : 1;
            var flags = (trie.MustBegin(letter) ? MustBegin : 0) | (Noise.IsLatin(Folding.Unit(c)) ? Latin : 0);
            pairClass[i] = (ushort)(hashed | flags);
        }
    }

    void MarkPairs(IReadOnlyList<TermVariant> variants)
    {
        var noise = Enumerable.Range(0, pairClass.Length).Where(i => Noise.Kind((char)i) != NoiseKind.None)
            .Select(i => pairClass[i] & (Starter - 1)).Distinct().ToArray();
        foreach (var first in variants.GroupBy(v => LookAlikes.Family(v.Letters[0])))
        {
            var a = PairClassOf(first.Key);
            foreach (var b in noise) Mark(a, b);
            foreach (var variant in first)
                if (variant.Letters.Length > 1) Mark(a, PairClassOf(LookAlikes.Family(variant.Letters[1])));
                else for (var b = 0; b < Starter; b++) Mark(a, b);
        }
    }

    int PairClassOf(char family) => 2 + trie.ClassOfFamily(family) % (Starter - 2);

    void Mark(int a, int b)
    {
        var pair = a << PairBits | b;
        pairs[pair >> 6] |= 1UL << (pair & 63);
    }

    void Excuse(Term[] terms, IEnumerable<string> words)
    {
        foreach (var term in terms)
            if (term.Innocent.Count > 0) Add(term, term.Innocent.SelectMany(word => Innocence.Of(term, word)));
        // looked up first, added after: what is innocent already would hide what the next word must excuse
        var excused = words.Select(Folding.Key).Distinct()
            .SelectMany(word => Find(word).Where(hit => !hit.Disguised && hit.Length < word.Length).Select(hit => (hit.Term, Word: word)))
            .Distinct().ToArray();
        foreach (var (term, word) in excused) Add(term, Innocence.Of(term, word));
    }

    void Add(Term term, IEnumerable<Innocence> more) =>
        innocent[term] = innocent.TryGetValue(term, out var known) ? [.. known, .. more] : [.. more];
}
