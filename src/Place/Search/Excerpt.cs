using Kaki.Learning.Text;

namespace Kaki.Place.Search;

/// <summary>The part of a text where the words that were looked for stand first.</summary>
/// <param name="Marks">Stretches of it, in UTF-16 units, that answer the query.</param>
internal sealed record Excerpt(string Text, IReadOnlyList<TextRange> Marks)
{
    private const int Before = 16, Longest = 80;
    private const string More = "…";

    /// <summary>Null where none of the words stands in it.</summary>
    public static Excerpt? Of(string body, Query query)
    {
        var text = string.Join(' ', body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (Highlight.Ranges(text, query) is not [var first, ..] marks) return null;
        var start = StartOf(text, first.Start);
        var end = Whole(text, Math.Min(text.Length, Math.Max(start + Longest, first.End)));
        var lead = start == 0 ? "" : More;
        return new(lead + text[start..end] + (end == text.Length ? "" : More),
            [.. marks.Where(m => m.End <= end).Select(m => new TextRange(m.Start - start + lead.Length, m.Length))]);
    }

    // A little of what stands before, beginning with a word where words have blanks between them.
    private static int StartOf(string text, int found)
    {
        if (found <= Before) return 0;
        var start = Whole(text, found - Before);
        var blank = text.IndexOf(' ', start, found - start);
        return blank < 0 ? start : blank + 1;
    }

    private static int Whole(string text, int place) => place < text.Length && char.IsLowSurrogate(text[place]) ? place - 1 : place;
}
