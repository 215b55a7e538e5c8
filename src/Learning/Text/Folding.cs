using System.Globalization;
using System.Text;

namespace Kaki.Learning.Text;

/// <summary>
/// One form for what reads the same: Unicode NFKC (full and half width, circled, compatibility forms), lower case,
/// Latin and Greek letters without accents, traditional Chinese as simplified; invisible characters fall away.
/// </summary>
/// <remarks>Unicode Standard Annex 15. A lone surrogate becomes U+FFFD, so every string is accepted.</remarks>
public static class Folding
{
    /// <summary>Marks a unit whose form is not one unit: look in <see cref="expansions"/>, or decode the pair.</summary>
    internal const char Special = '\uFFFF';

    /// <summary>Marks a unit that falls away.</summary>
    internal const char Dropped = '\uFFFE';

    static readonly Dictionary<char, string> expansions = [];
    static readonly char[] units = Build();

    /// <summary>The folded form of one UTF-16 unit, or <see cref="Special"/>, or <see cref="Dropped"/>.</summary>
    internal static char Unit(char c) => units[c];

    /// <summary>Folds a text and remembers where each folded character came from.</summary>
    public static Folded Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var into = new Folded.Builder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var f = units[c];
            if (i + 1 < text.Length && IsVoicingMark(text[i + 1]) && IsKana(c))
            {
                into.Add(text.Substring(i, 2).Normalize(NormalizationForm.FormKC), i, 2);
                i++;
            }
            else if (f < Dropped) into.Add(f, i, 1);
            else if (f == Special)
            {
                var length = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 2 : 1;
                into.Add(Expand(text.AsSpan(i, length)), i, length);
                i += length - 1;
            }
        }
        return into.Done();
    }

    /// <summary>The folded text alone, for keys and comparisons.</summary>
    public static string Key(string text) => Fold(text).Text;

    /// <summary>As <see cref="Key"/>, in one word: for names that some write apart. "Street style" and "street-style" give streetstyle.</summary>
    public static string OneWord(string text) => string.Concat(Key(text).Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '_' or '·')));

    static string Expand(ReadOnlySpan<char> one)
    {
        if (one.Length == 1) return expansions.TryGetValue(one[0], out var known) ? known : "\uFFFD";
        var rune = new Rune(one[0], one[1]);
        if (Runes.IsInvisible(rune)) return "";
        return Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherNotAssigned ? one.ToString() : FoldOne(one.ToString());
    }

    static char[] Build()
    {
        var table = new char[char.MaxValue + 1];
        for (var i = 0; i < table.Length; i++)
        {
            var c = (char)i;
            if (char.IsSurrogate(c)) table[i] = Special;
            else if (i is >= 0x3400 and < 0xA000 or >= 0xAC00 and < 0xF900) table[i] = c;
            else if (Runes.IsInvisible(new Rune(c))) table[i] = Dropped;
            else if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.OtherNotAssigned) table[i] = i >= Dropped ? Dropped : c;
            else
            {
                var folded = FoldOne(c.ToString());
                table[i] = folded.Length switch { 0 => Dropped, 1 => folded[0], _ => Special };
                if (folded.Length > 1) expansions[c] = folded;
            }
        }
        foreach (var family in Resource.Items("simplified.txt"))
            foreach (var traditional in family.AsSpan(1)) table[traditional] = family[0];
        // compatibility ideographs may fold to a traditional form
        for (var i = 0xF900; i < 0xFB00; i++)
            if (table[i] < Dropped) table[i] = table[table[i]];
        return table;
    }

    static string FoldOne(string one)
    {
        if (one is "ß" or "ẞ") return "ss";
        var apart = one.Normalize(NormalizationForm.FormKD);
        if (apart.Length > 1 && apart[0] < '\u0400' && char.IsLetter(apart[0]))
            apart = string.Concat(apart.Where(c => c is < '\u0300' or > '\u036F'));
        return apart.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
    }

    static bool IsVoicingMark(char c) => c is '\u3099' or '\u309A' or '\uFF9E' or '\uFF9F';

    static bool IsKana(char c) => c is >= '\u3041' and <= '\u30FF' or >= '\uFF66' and <= '\uFF9D';
}
