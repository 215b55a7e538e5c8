using System.Runtime.CompilerServices;

namespace Kaki.Learning.Text;

/// <summary>Reads spellings from one place of a text, over inserted noise, and judges what it read.</summary>
ref struct TermWalk(TermTrie trie, ReadOnlySpan<char> text, Dictionary<Term, Innocence[]> innocent, int maxGap, List<Hit> hits)
{
    readonly ReadOnlySpan<char> text = text;
    int firstHit;
    HashSet<(int State, int Place)>? seen;
    bool branched;

    /// <summary>Adds the hits that start at the first of these letters.</summary>
    /// <param name="codes">Their codes; noise after the last.</param>
    /// <param name="places">Where they stand.</param>
    public void From(scoped ReadOnlySpan<ushort> codes, scoped ReadOnlySpan<int> places)
    {
        firstHit = hits.Count;
        var start = places[0];
        var unit = text[start];
        var plain = IsPlain(unit);
        var state = trie.First(trie.Class(unit));
        for (var depth = 1; state > 0; depth++)
        {
            // the next letter may be none
            if ((codes[depth] & TermAlphabet.Doubtful) != 0)
            {
                hits.RemoveRange(firstHit, hits.Count - firstHit);
                From(start);
                return;
            }
            foreach (ref readonly var ending in trie.EndingAt(state))
                if (plain && places[depth - 1] - start == depth - 1) Take(ending, start, depth);
                else Judge(ending.Variant, places[..depth]);
            if (depth == places.Length || places[depth] - places[depth - 1] > maxGap + 1) return;
            unit = text[places[depth]];
            plain &= IsPlain(unit);
            state = trie.Next(state, trie.Class(unit));
        }
    }

    // a Chinese character is read for no other and makes no Latin word
    static bool IsPlain(char unit) => unit is >= '\u3400' and < '\uA000';

    readonly void Take(in TermTrie.Ending ending, int start, int length)
    {
        if (!IsInnocent(ending.Term, start)) Add(new(start, length, ending.Term, ending.Disguised));
    }

    /// <summary>Adds the hits that start at a place, letters and noise told apart on the way.</summary>
    public void From(int start)
    {
        var state = trie.First(trie.Class(text[start]));
        if (state > 0 && !IsDeadEnd(state, start + 1)) Begin(state, start);
    }

    // most readings end at the second or third unit: find that out without setting anything up
    readonly bool IsDeadEnd(int state, int next)
    {
        for (; trie.EndingAt(state).IsEmpty; next++)
        {
            if (next == text.Length) return true;
            var c = text[next];
            var letter = trie.Class(c);
            var read = letter > 0 ? trie.Next(state, letter) : 0;
            if (Noise.Kind(c) != NoiseKind.None) return read == 0 && IsDeadEndOverNoise(state, next + 1);
            if (read == 0) return true;
            state = read;
        }
        return false;
    }

    readonly bool IsDeadEndOverNoise(int state, int next)
    {
        for (var end = Math.Min(text.Length, next + maxGap); next < end; next++)
        {
            var c = text[next];
            var letter = trie.Class(c);
            if (letter > 0 && trie.Next(state, letter) > 0) return false;
            if (Noise.Kind(c) == NoiseKind.None) return true;
        }
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    void Begin(int state, int start)
    {
        firstHit = hits.Count;
        branched = false;
        Span<int> places = stackalloc int[TermVariant.MaxLength];
        places[0] = start;
        Read(state, 1, places);
    }

    void Read(int state, int depth, scoped Span<int> places)
    {
        if (branched && !seen!.Add((state, places[depth - 1]))) return;
        foreach (var ending in trie.EndingAt(state)) Judge(ending.Variant, places[..depth]);
        if (depth == TermVariant.MaxLength) return;
        var last = places[depth - 1];
        for (var i = last + 1; i < text.Length && i - last <= maxGap + 1; i++)
        {
            var c = text[i];
            var letter = trie.Class(c);
            if (letter > 0 && trie.Next(state, letter) is > 0 and var next)
            {
                if (Noise.Kind(c) != NoiseKind.None) Branch();
                places[depth] = i;
                Read(next, depth + 1, places);
            }
            // a symbol that is also a look-alike may be either
            if (Noise.Kind(c) == NoiseKind.None) return;
        }
    }

    // a row of such symbols has many readings: from here on no state is entered twice at one place, so that they stay few.
    // A state is one beginning of terms, so what a term finds does not depend on the other terms.
    void Branch()
    {
        if (branched) return;
        branched = true;
        seen ??= [];
        seen.Clear();
    }

    readonly void Judge(TermVariant variant, scoped ReadOnlySpan<int> places)
    {
        if (!StandsAlone(variant, places) || !GapsAllowed(variant, places, out var gaps)
            || !LookAlikesAllowed(variant, places, out var bent)) return;
        var start = places[0];
        if (!gaps && !bent && IsInnocent(variant.Term, start)) return;
        Add(new(start, places[^1] + 1 - start, variant.Term, gaps || bent || variant.Disguised));
    }

    readonly void Add(Hit hit)
    {
        for (var i = firstHit; i < hits.Count; i++)
            if (ReferenceEquals(hits[i].Term, hit.Term))
            {
                if (hit.Length < hits[i].Length) hits[i] = hit;
                return;
            }
        hits.Add(hit);
    }

    readonly bool StandsAlone(TermVariant variant, scoped ReadOnlySpan<int> places) => variant.Term.Inside
        || !(Noise.IsLatin(variant.Letters[0]) && places[0] > 0 && Noise.IsLatin(Folding.Unit(text[places[0] - 1]))
            || Noise.IsLatin(variant.Letters[^1]) && places[^1] + 1 < text.Length && Noise.IsLatin(Folding.Unit(text[places[^1] + 1])));

    readonly bool GapsAllowed(TermVariant variant, scoped ReadOnlySpan<int> places, out bool any)
    {
        any = false;
        if (places[^1] - places[0] == places.Length - 1) return true;
        var spaced = 0;
        var filled = 0;
        for (var k = 0; k + 1 < places.Length; k++)
        {
            var kind = Widest(places[k] + 1, places[k + 1]);
            if (kind is NoiseKind.None or NoiseKind.Invisible) continue;
            if ((variant.Breaks >> k & 1) == 1) continue;
            any = true;
            if (!variant.AllowsGaps) return false;
            filled++;
            var latin = Noise.IsLatin(variant.Letters[k]) && Noise.IsLatin(variant.Letters[k + 1]);
            if (kind == NoiseKind.Sentence || kind == NoiseKind.Blank && latin) spaced++;
            if (latin && places.Length < 3) return false;
        }
        return spaced == 0 || places.Length > 2 && filled == places.Length - 1;
    }

    // punctuation of sentences weighs more than a symbol, a symbol more than a blank
    readonly NoiseKind Widest(int from, int to)
    {
        var widest = NoiseKind.None;
        for (var i = from; i < to; i++)
        {
            var kind = Noise.Kind(text[i]);
            if (kind == NoiseKind.Sentence) return kind;
            if (kind > widest) widest = kind;
        }
        return widest;
    }

    readonly bool LookAlikesAllowed(TermVariant variant, scoped ReadOnlySpan<int> places, out bool any)
    {
        var bent = 0;
        for (var k = 0; k < places.Length; k++)
        {
            var unit = text[places[k]];
            var letter = variant.Letters[k];
            if (unit == letter || Folding.Unit(unit) == letter) continue;
            bent += letter is >= '0' and <= '9' ? TermVariant.MaxLength : 1;
        }
        any = bent > 0;
        return bent <= variant.LookAlikesAllowed;
    }

    readonly bool IsInnocent(Term term, int start)
    {
        if (innocent.Count == 0 || !innocent.TryGetValue(term, out var words)) return false;
        foreach (var word in words)
            if (word.Covers(text, start)) return true;
        return false;
    }
}
