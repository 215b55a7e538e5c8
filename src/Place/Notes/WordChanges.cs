using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Kaki.Place.Notes;

/// <summary>Which words of two versions of a text the other does not have: a longest common subsequence of words, Han text by character.</summary>
internal static class WordChanges
{
    /// <summary>Beyond this many words the middle is told as replaced.</summary>
    private const int MostCompared = 600;

    /// <summary>The text as HTML: what came since the <paramref name="older"/> version in <c>ins</c>, what the <paramref name="newer"/> has no more in <c>del</c>.</summary>
    public static IHtmlContent Html(string text, string? older, string? newer, HtmlEncoder encoder)
    {
        var words = Words(text);
        var gained = older is null ? new bool[words.Count] : Compare(Words(older), words).Gained;
        var lost = newer is null ? new bool[words.Count] : Compare(words, Words(newer)).Lost;
        var html = new HtmlContentBuilder();
        for (int at = 0, end; at < words.Count; at = end)
        {
            end = at + 1;
            while (end < words.Count && gained[end] == gained[at] && lost[end] == lost[at]) end++; // neighbours of one kind are one piece
            var safe = string.Join("<br>", string.Concat(words[at..end]).Split('\n').Select(encoder.Encode));
            if (lost[at]) safe = $"<del>{safe}</del>";
            html.AppendHtml(gained[at] ? $"<ins>{safe}</ins>" : safe);
        }
        return html;
    }

    /// <summary>For each word of the older text whether the newer has it no more, and for each of the newer whether the older did not have it.</summary>
    public static (bool[] Lost, bool[] Gained) Compare(List<string> older, List<string> newer)
    {
        int head = 0, tail = 0;
        while (head < older.Count && head < newer.Count && older[head] == newer[head]) head++;
        while (tail < older.Count - head && tail < newer.Count - head && older[^(tail + 1)] == newer[^(tail + 1)]) tail++;
        var (lost, gained) = Middle(older[head..(older.Count - tail)], newer[head..(newer.Count - tail)]);
        return (Padded(lost), Padded(gained));

        bool[] Padded(bool[] middle) => [.. new bool[head], .. middle, .. new bool[tail]];
    }

    public static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var letter = (Rune.IsLetterOrDigit(rune) || rune.Value == '_') && rune.Value is not (>= 0x3040 and <= 0x9fff);
            if (!letter && word.Length > 0) Take();
            word.Append(rune);
            if (!letter) Take();
        }
        if (word.Length > 0) Take();
        return words;

        void Take()
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }

    private static (bool[] Lost, bool[] Gained) Middle(List<string> a, List<string> b)
    {
        bool[] lost = [.. Enumerable.Repeat(true, a.Count)], gained = [.. Enumerable.Repeat(true, b.Count)];
        if (a.Count > MostCompared || b.Count > MostCompared) return (lost, gained);
        var longest = new ushort[a.Count + 1, b.Count + 1];
        for (var i = a.Count - 1; i >= 0; i--)
            for (var j = b.Count - 1; j >= 0; j--)
                longest[i, j] = a[i] == b[j] ? (ushort)(longest[i + 1, j + 1] + 1) : Math.Max(longest[i + 1, j], longest[i, j + 1]);
        for (int i = 0, j = 0; i < a.Count && j < b.Count;)
            if (a[i] == b[j]) lost[i++] = gained[j++] = false;
            else if (longest[i + 1, j] >= longest[i, j + 1]) i++;
            else j++;
        return (lost, gained);
    }
}
