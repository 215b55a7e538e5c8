using System.Globalization;
using System.Text;
using Kaki.Kernel;
using Kaki.Kernel.Refusals;

namespace Kaki.People.Accounts;

/// <summary>Text people type about themselves, made plain: trimmed, one form per character, without marks that hide or turn text round.</summary>
internal static class Plain
{
    private const char Joiner = '\u200d';

    /// <summary>One line; empty becomes null, and so does what nobody could see.</summary>
    public static string? Line(string? text, string field, int longest)
    {
        var line = string.Join(' ', Clean(text, keepLines: false).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (line.Length > longest) throw Refusal.Invalid(field, "text.too_long", longest);
        return line.All(c => c is ' ' or Joiner) ? null : line;
    }

    public static string Lines(string? text, string field, int longest)
    {
        var lines = Clean(text, keepLines: true).Trim();
        return lines.Length <= longest ? lines : throw Refusal.Invalid(field, "text.too_long", longest);
    }

    // A zero-width joiner holds emoji together; every other invisible mark can only mislead.
    private static string Clean(string? text, bool keepLines)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var clean = new StringBuilder(Math.Min(text.Length, 10_000));
        foreach (var rune in text.CutTo(10_000).ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value == '\n') clean.Append(keepLines ? '\n' : ' ');
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpaceSeparator) clean.Append(' ');
            else if (rune.Value is Joiner || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned))
                clean.Append(rune.Value == 0xFFFD ? "" : rune.ToString());
        }
        return clean.ToString().Normalize();
    }
}
