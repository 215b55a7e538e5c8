namespace Kaki.Learning.Text;

/// <summary>One spelling of a term: folded, without blanks and punctuation.</summary>
/// <param name="Term">The term spelled.</param>
/// <param name="Letters">What must be read, unit by unit.</param>
/// <param name="Breaks">Bit i set: anything that is noise may follow unit i (between the words of a phrase, the parts of an address, the syllables of pinyin).</param>
/// <param name="Disguised">Whether this spelling is itself an evasion.</param>
sealed record TermVariant(Term Term, string Letters, ulong Breaks, bool Disguised)
{
    public const int MaxLength = 64;

    /// <summary>Digits must be themselves; a letter may be written by its look-alike, in at most half the places of a word of three or more.</summary>
    public int LookAlikesAllowed => Term.Exact || Letters.Length < 3 ? 0 : Letters.Length / 2;

    /// <summary>Begins with a Latin letter or digit that must not follow another.</summary>
    public bool MustStandAlone => !Term.Inside && Noise.IsLatin(Letters[0]);

    public bool AllowsGaps => !Term.Exact;

    public static IEnumerable<TermVariant> Of(Term term)
    {
        var plain = Plain(term);
        yield return plain;
        if (term.Exact) yield break;
        var seen = new HashSet<string> { plain.Letters };
        foreach (var split in Splits(plain))
            if (seen.Add(split.Letters)) yield return split;
        if (!term.Pinyin) yield break;
        foreach (var spelled in Spelled(plain))
            if (seen.Add(spelled.Letters)) yield return spelled;
    }

    static TermVariant Plain(Term term)
    {
        var folded = Folding.Key(term.Text);
        var letters = new List<char>();
        var breaks = 0UL;
        foreach (var c in folded)
            if (Noise.Kind(c) is NoiseKind.None or NoiseKind.Picture) letters.Add(c);
            else if (letters.Count is > 0 and <= MaxLength) breaks |= 1UL << (letters.Count - 1);
        if (letters.Count == 0)
        {
            letters.AddRange(folded.Where(c => Noise.Kind(c) != NoiseKind.Blank));
            breaks = 0;
        }
        if (letters.Count is 0 or > MaxLength)
            throw new ArgumentException($"A term needs 1 to {MaxLength} characters that are not blank: \"{term.Text}\".");
        return new(term, string.Concat(letters), breaks, false);
    }

    // each character alone, and all at once: 法轮 as 氵去轮, 法车仑, 氵去车仑
    static IEnumerable<TermVariant> Splits(TermVariant plain)
    {
        var places = Enumerable.Range(0, plain.Letters.Length).Where(i => SplitCharacters.Of(plain.Letters[i]) is not null).ToArray();
        foreach (var place in places)
            if (Replace(plain, i => i == place ? SplitCharacters.Of(plain.Letters[i]) : null, 0) is { } one) yield return one;
        if (places.Length > 1 && Replace(plain, i => SplitCharacters.Of(plain.Letters[i]), 0) is { } all) yield return all;
    }

    // every mixture of characters and syllables for up to four characters; beyond, each alone and all at once
    static IEnumerable<TermVariant> Spelled(TermVariant plain)
    {
        var n = plain.Letters.Length;
        var full = n < 32 ? (1u << n) - 1 : 0;
        var masks = n switch
        {
            <= 4 => Enumerable.Range(1, (int)full).Select(m => (uint)m),
            < 32 => Enumerable.Range(0, n).Select(i => 1u << i).Append(full),
            _ => [],
        };
        foreach (var mask in masks)
            if (Replace(plain, i => (mask >> i & 1) == 1 ? Pinyin.Of(plain.Letters[i]) : null, mask) is { } spelled)
                yield return spelled;
    }

    static TermVariant? Replace(TermVariant plain, Func<int, string?> by, uint needed)
    {
        var letters = "";
        var breaks = 0UL;
        for (var i = 0; i < plain.Letters.Length; i++)
        {
            var piece = by(i);
            if (piece is null && (needed >> i & 1) == 1) return null;
            letters += piece ?? plain.Letters[i].ToString();
            if (letters.Length > MaxLength) return null;
            breaks |= 1UL << (letters.Length - 1);
        }
        return plain with { Letters = letters, Breaks = breaks, Disguised = true };
    }
}
