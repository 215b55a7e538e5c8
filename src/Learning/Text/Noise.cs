using System.Globalization;

namespace Kaki.Learning.Text;

/// <summary>What may stand between the characters of a disguised term.</summary>
enum NoiseKind : byte
{
    /// <summary>A letter, digit or character: ends the term.</summary>
    None,
    /// <summary>Zero width: as if absent.</summary>
    Invisible,
    Blank,
    /// <summary>Punctuation of ordinary sentences, and line breaks.</summary>
    Sentence,
    /// <summary>Symbols that do not stand inside words by themselves.</summary>
    Symbol,
    /// <summary>Half of a surrogate pair or a picture: noise unless a term is written with it.</summary>
    Picture,
}

static class Noise
{
    static readonly NoiseKind[] kinds = Build();

    public static NoiseKind Kind(char c) => kinds[c];

    /// <summary>A folded unit that makes Latin words.</summary>
    public static bool IsLatin(char folded) => folded is >= 'a' and <= 'z' or >= '0' and <= '9';

    static NoiseKind[] Build()
    {
        var table = new NoiseKind[char.MaxValue + 1];
        for (var i = 0; i < table.Length; i++) table[i] = Classify((char)i);
        return table;
    }

    static NoiseKind Classify(char c)
    {
        // planes of Chinese characters beyond the first
        if (c is >= '\uD840' and <= '\uD8BF') return NoiseKind.None;
        if (char.IsSurrogate(c)) return NoiseKind.Picture;
        if (Folding.Unit(c) == Folding.Dropped) return NoiseKind.Invisible;
        if (c is '\n' or '\r' or '\v' or '\f' or '\u2028' or '\u2029' or '\u0085') return NoiseKind.Sentence;
        if (c is ',' or '.' or '!' or '?' or ';' or ':' or '，' or '。' or '！' or '？' or '；' or '：' or '、' or '…'
            or '“' or '”' or '"' or '「' or '」' or '《' or '》' or '(' or ')' or '（' or '）') return NoiseKind.Sentence;
        return CharUnicodeInfo.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.SpaceSeparator => NoiseKind.Blank,
            UnicodeCategory.Control => c == '\t' ? NoiseKind.Blank : NoiseKind.Invisible,
            UnicodeCategory.OtherSymbol => Folding.Unit(c) != c ? NoiseKind.None : NoiseKind.Picture,
            UnicodeCategory.MathSymbol or UnicodeCategory.CurrencySymbol or UnicodeCategory.ModifierSymbol
                or UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation or UnicodeCategory.OpenPunctuation
                or UnicodeCategory.ClosePunctuation or UnicodeCategory.InitialQuotePunctuation
                or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.OtherPunctuation => NoiseKind.Symbol,
            _ => NoiseKind.None,
        };
    }
}
