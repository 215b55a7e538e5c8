using System.Globalization;
using System.Text;
using Kaki.Kernel;
using Kaki.Learning.Text;

namespace Kaki.Place.Search;

/// <summary>
/// A text as the full-text tables keep it: its units in their places (for phrases), its other tokens, and the pinyin of its title,
/// which normal queries never meet. No engine tokenizes anything: every term is letters and digits, or hex where it is not.
/// </summary>
internal sealed record IndexTerms(IReadOnlyList<(string Term, int Position)> Units, IReadOnlyList<(string Term, int Position)> Others, IReadOnlyList<string> Pinyin)
{
    /// <summary>Changes with what is kept of a text, the analyser's rules and its word list: an index made under another has to be made anew.</summary>
    public static string Version { get; } = $"3+{Analyser.Default.Version}";

    private const int LongestPinyin = 5, MostPositions = 16_000;

    // PostgreSQL refuses a word of more than 2,046 bytes; a longer one is known by its beginning. Three bytes a unit, as hex six.
    private const int LongestTerm = 300;

    public static IndexTerms Of(string title, string text)
    {
        var tokens = Analyser.Default.Cut(title + "\n。\n" + text, CutMode.Index).Where(t => t.Position < MostPositions).ToList();
        return new([.. tokens.Where(IsUnit).DistinctBy(t => t.Position).OrderBy(t => t.Position).Select(t => (Encode(t.Text), t.Position))],
            [.. tokens.Where(t => !IsUnit(t)).Select(t => (Encode(t.Text), t.Position)).Distinct()], [.. PinyinOf(title)]);
    }

    /// <summary>A term both engines take as one word and neither bends.</summary>
    public static string Encode(string token)
    {
        var term = token.CutTo(LongestTerm);
        return term.All(IsPlain) ? term : "0x" + Convert.ToHexString(Encoding.UTF8.GetBytes(term)).ToLowerInvariant();
    }

    private static bool IsPlain(char c) => c is >= 'a' and <= 'z' or >= '0' and <= '9' or >= '\u4e00' and <= '\u9fa5';

    private static bool IsUnit(Token token) => token.Kind is TokenKind.Character or TokenKind.Latin or TokenKind.Number or TokenKind.Picture;

    // Every stretch of two to five characters, whole and by initials: words, whichever way they are cut. Two initials are of a word the list knows: any two letters would be some stretch's.
    private static HashSet<string> PinyinOf(string title)
    {
        var found = new HashSet<string>();
        var folded = Folding.Key(title);
        for (var i = 0; i < folded.Length; i++)
            for (var length = 2; length <= LongestPinyin && i + length <= folded.Length; length++)
            {
                var stretch = folded.Substring(i, length);
                if (!stretch.All(c => Learning.Text.Pinyin.Of(c) is not null)) break;
                found.Add(Learning.Text.Pinyin.Full(stretch));
                if (length > 2 || Analyser.Default.Lexicon.Contains(stretch)) found.Add(Learning.Text.Pinyin.Initials(stretch));
            }
        return found;
    }

    public static string Number(int position) => (position + 1).ToString(CultureInfo.InvariantCulture);
}
