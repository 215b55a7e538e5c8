using System.Runtime.CompilerServices;

namespace Kaki.Learning.Text;

/// <summary>
/// Finds every term of a list in a text, also where it was bent to slip through: other width, case or script, inserted
/// symbols, look-alike letters, split characters, pinyin. Answers with places in the original.
/// </summary>
/// <remarks>
/// <para>
/// The text is rid of its noise (<see cref="TermLetters"/>), sifted for places where a term can begin (<see cref="TermSieve"/>), and read from
/// there by a trie over the folded spellings (<see cref="TermTrie"/>). Time is linear in the text: at most 64 letters are read from one place.
/// Memory is about 1.5 MB plus some 100 bytes a spelling. Immutable and safe to share between threads.
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
    const int Stretch = 2048;
    const int Reach = TermVariant.MaxLength * (MaxGap + 1);

    // lists are compared by which they are, not by what they hold
    static readonly string[] nowhere = [];

    readonly TermTrie trie;
    readonly TermAlphabet alphabet;
    readonly TermSieve sieve;
    readonly Dictionary<Term, Innocence[]> innocent = [];

    TermMatcher(IReadOnlyList<TermVariant> variants)
    {
        trie = new(variants);
        alphabet = new(trie);
        sieve = new(variants, alphabet);
    }

    /// <summary>Terms of the list.</summary>
    public int Count { get; private init; }

    /// <summary>Builds the matcher: about 10,000 terms in a tenth of a second.</summary>
    /// <param name="terms">The list; the same term twice, under the same label and with the same evasions, is found once, and innocent wherever one of the two is.</param>
    /// <param name="innocentWords">Longer words in which every term is innocent.</param>
    /// <exception cref="ArgumentException">A term holds nothing that can be found, or more than 64 characters.</exception>
    public static TermMatcher Build(IEnumerable<Term> terms, IEnumerable<string>? innocentWords = null)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var distinct = terms.GroupBy(term => term with { Innocent = nowhere }).Select(Joined).ToArray();
        var matcher = new TermMatcher(distinct.SelectMany(TermVariant.Of).ToArray()) { Count = distinct.Length };
        matcher.Excuse(distinct, innocentWords ?? []);
        return matcher;
    }

    static Term Joined(IEnumerable<Term> same)
    {
        var first = same.First();
        return same.Skip(1).Any() ? first with { Innocent = [.. same.SelectMany(term => term.Innocent).Distinct()] } : first;
    }

    /// <summary>Whether there is anything in the term to find, and no more than can be.</summary>
    public static bool Takes(string word)
    {
        try
        {
            return TermVariant.Of(new(word)).Any();
        }
        catch (ArgumentException)
        {
            return false;
        }
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
    [SkipLocalsInit]
    public void Find(ReadOnlySpan<char> text, List<Hit> hits)
    {
        ArgumentNullException.ThrowIfNull(hits);
        if (text.IsEmpty) return;
        var walk = new TermWalk(trie, text, innocent, MaxGap, hits);
        var size = Math.Min(text.Length, Stretch);
        var letters = new TermLetters(stackalloc ushort[size + TermLetters.Slack], stackalloc byte[size + TermLetters.Slack], stackalloc int[size + TermLetters.Slack]);
        Span<ushort> starts = stackalloc ushort[size + TermLetters.Slack];
        for (var from = 0; from < text.Length;)
        {
            var to = Math.Min(from + Stretch, text.Length);
            letters.Read(alphabet, text, from, to);
            var whole = to == text.Length ? letters.Count : Whole(letters, to);
            var found = sieve.Sift(letters, whole, starts);
            foreach (var start in starts[..found]) walk.From(letters.Codes[start..], letters.Places[start..letters.Count]);
            from = whole < letters.Count ? letters.Places[whole] : to;
        }
    }

    /// <summary>The same without alphabet and sieve, from every place in turn: slow, and what <see cref="Find(ReadOnlySpan{char})"/> is held against.</summary>
    internal IReadOnlyList<Hit> FindFromEveryPlace(ReadOnlySpan<char> text)
    {
        var hits = new List<Hit>();
        var walk = new TermWalk(trie, text, innocent, MaxGap, hits);
        for (var start = 0; start < text.Length; start++) walk.From(start);
        return hits;
    }

    // letters whose terms, however stretched, end before the stretch does
    static int Whole(TermLetters letters, int to)
    {
        var near = letters.Places[..letters.Count].BinarySearch(to - Reach);
        return Math.Max(letters.Count - TermVariant.MaxLength, near < 0 ? ~near : near);
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
