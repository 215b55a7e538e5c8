using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;

namespace Kaki.Place.Notes;

/// <summary>#topics and @mentions inside what people write.</summary>
internal static partial class NoteText
{
    public const int LongestTopic = 30;

    // Signs as a Chinese keyboard writes them too. None begins inside a word or an address; Chinese is written without spaces, and a sign may follow it.
    private const string Letter = @"[\p{L}\p{M}\p{N}_\-·]", Topic = @"(?!\p{M})" + Letter + "{1,30}(?!" + Letter + ")", Mention = "[A-Za-z0-9_]{2,24}";
    private const string BeforeTopic = @"[\p{L}\p{N}&/-[\u3400-\u9fff]]", BeforeMention = @"[\p{L}\p{N}.-[\u3400-\u9fff]]";

    // In the address of a page a sign is a part of it, however Chinese, and Chinese stops end it; what ends like a host is where a letter goes.
    private const string Outside = @"(?<!https?://[^\s，。！？；：、（）【】《》「」“”]{0,500})", NoHost = @"(?![A-Za-z0-9_]|\.[a-z]{2})";

    /// <summary>Whether a topic may have this name: one that can be written in a text, and stands in an address as one word.</summary>
    public static bool IsTopic(string name) => WholeTopic().IsMatch(name);

    public static IReadOnlyList<string> Topics(string text) => [.. TopicMark().Matches(text).Select(m => m.Groups[1].Value).Distinct()];

    public static IReadOnlyList<string> Mentions(string text) => [.. MentionMark().Matches(text).Select(m => m.Groups[1].Value.ToLowerInvariant()).Distinct().Take(20)];

    /// <summary>Chinese when a tenth of the letters are Han, else English.</summary>
    public static string LanguageOf(string text)
    {
        int han = 0, letters = 0;
        foreach (var c in text)
        {
            if (!char.IsLetter(c)) continue;
            letters++;
            if (c is >= '\u4e00' and <= '\u9fff') han++;
        }
        return letters == 0 || han * 10 >= letters ? "zh-CN" : "en";
    }

    /// <summary>The text as HTML: encoded, with links on topics and mentions, and line breaks kept.</summary>
    public static IHtmlContent Linked(string text, HtmlEncoder encoder)
    {
        var html = new HtmlContentBuilder();
        var done = 0;
        foreach (Match mark in AnyMark().Matches(text))
        {
            html.AppendHtml(Plain(text[done..mark.Index], encoder));
            var name = mark.Value[1..];
            var href = mark.Value[0] is '#' or '＃' ? "/topics/" + Uri.EscapeDataString(name) : "/@" + Uri.EscapeDataString(name.ToLowerInvariant());
            html.AppendHtml($"<a class=\"topic\" href=\"{href}\">{encoder.Encode(mark.Value)}</a>");
            done = mark.Index + mark.Length;
        }
        return html.AppendHtml(Plain(text[done..], encoder));
    }

    private static string Plain(string text, HtmlEncoder encoder) => string.Join("<br>", text.Split('\n').Select(encoder.Encode));

    [GeneratedRegex("^" + Topic + "\\z")]
    private static partial Regex WholeTopic();

    [GeneratedRegex("(?<!" + BeforeTopic + ")" + Outside + "[#＃](" + Topic + ")")]
    private static partial Regex TopicMark();

    [GeneratedRegex("(?<!" + BeforeMention + ")" + Outside + "[@＠](" + Mention + ")" + NoHost)]
    private static partial Regex MentionMark();

    [GeneratedRegex("(?<!" + BeforeTopic + ")" + Outside + "[#＃]" + Topic + "|(?<!" + BeforeMention + ")" + Outside + "[@＠]" + Mention + NoHost)]
    private static partial Regex AnyMark();
}
