using System.Globalization;
using System.Text;

namespace Kaki.Host.Demo.Drawings;

/// <summary>What a headline says. Chinese lines stand as given; a lone line, and English, is broken to fit.</summary>
internal sealed record Copy(IReadOnlyList<string> Lines, string? Small, string Pill, IReadOnlyList<Thing> Things, bool Latin, bool Given)
{
    public static Copy Of(HeadlineIdea idea, Theme theme) =>
        new(idea.Zh, idea.En, theme.Zh, [.. (idea.Objects ?? []).Select(Library.Thing)], Latin: false, Given: false);

    public static Copy From(IReadOnlyList<string> lines, Theme theme, IReadOnlyList<Thing> things)
    {
        List<string> plain = [.. lines.Select(WithoutSymbols).Where(line => line.Length > 0)];
        var latin = !plain.Any(line => line.Any(c => c > '\u2e80'));
        return new(plain, null, latin ? theme.En : theme.Zh, things, latin, Given: true);
    }

    /// <summary>The fonts have no emoji, and a box with a code in it is worse than nothing.</summary>
    static string WithoutSymbols(string line)
    {
        var kept = line.EnumerateRunes().Where(rune => rune.Value < 0x1F000 && Rune.GetUnicodeCategory(rune)
            is not (UnicodeCategory.OtherSymbol or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.Control));
        return string.Concat(kept).Trim().TrimEnd('。', '，', ',', '.');
    }
}
