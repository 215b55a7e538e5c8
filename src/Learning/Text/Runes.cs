using System.Globalization;
using System.Text;

namespace Kaki.Learning.Text;

/// <summary>How a character takes part in words.</summary>
enum RuneKind
{
    /// <summary>Separates words.</summary>
    Gap,
    /// <summary>Chinese character.</summary>
    Han,
    /// <summary>Letter of a script written without blanks (kana, Thai) or read by syllables (Hangul).</summary>
    Syllable,
    Letter,
    Digit,
    /// <summary>Emoji and other pictures.</summary>
    Picture,
}

static class Runes
{
    static readonly RuneKind[] kinds = BuildKinds();

    public static RuneKind Kind(Rune rune) => rune.Value < kinds.Length ? kinds[rune.Value] : Classify(rune);

    public static RuneKind Kind(char unit) => kinds[unit];

    /// <summary>Zero-width characters, directional marks, variation selectors, soft hyphens, combining accents.</summary>
    public static bool IsInvisible(Rune rune) => rune.Value is 0xAD or 0x34F or 0x61C or 0x180E or 0xFEFF
        or >= 0x200B and <= 0x200F or >= 0x202A and <= 0x202E or >= 0x2060 and <= 0x206F
        or >= 0xFE00 and <= 0xFE0F or >= 0x0300 and <= 0x036F or >= 0x20D0 and <= 0x20F0
        or >= 0xE0000 and <= 0xE0FFF;

    public static bool IsHan(Rune rune) => rune.Value is >= 0x4E00 and <= 0x9FFF or >= 0x3400 and <= 0x4DBF
        or 0x3005 or 0x3007 or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x3FFFF;

    public static bool IsHan(char unit) => kinds[unit] == RuneKind.Han;

    /// <summary>The rune at a place of a folded text; a lone surrogate cannot occur there.</summary>
    public static Rune At(string folded, int index) =>
        Rune.TryGetRuneAt(folded, index, out var rune) ? rune : Rune.ReplacementChar;

    static RuneKind[] BuildKinds()
    {
        var table = new RuneKind[char.MaxValue + 1];
        for (var i = 0; i < table.Length; i++)
            if (Rune.TryCreate(i, out var rune)) table[i] = Classify(rune);
        return table;
    }

    static RuneKind Classify(Rune rune)
    {
        if (IsHan(rune)) return RuneKind.Han;
        if (rune.Value is >= 0x3041 and <= 0x318F or >= 0x31F0 and <= 0x31FF or >= 0xAC00 and <= 0xD7AF
            or >= 0x1100 and <= 0x11FF or >= 0x0E00 and <= 0x0EFF or >= 0x1780 and <= 0x17FF or >= 0x1000 and <= 0x109F)
            return Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
                ? RuneKind.Syllable : RuneKind.Gap;
        if (rune.Value == 0xFFFD) return RuneKind.Gap;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.DecimalDigitNumber => RuneKind.Digit,
            UnicodeCategory.OtherSymbol => RuneKind.Picture,
            UnicodeCategory.OtherNumber or UnicodeCategory.LetterNumber or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark => RuneKind.Letter,
            _ => Rune.IsLetter(rune) ? RuneKind.Letter : RuneKind.Gap,
        };
    }

    /// <summary>Two neighbouring characters of one script are indexed as a pair too.</summary>
    public static bool Pair(string one, string other) => Script(one) is { } script && script == Script(other);

    static RuneKind? Script(string unit) =>
        Rune.TryGetRuneAt(unit, 0, out var rune) && Kind(rune) is var kind && kind is RuneKind.Han or RuneKind.Syllable ? kind : null;
}
