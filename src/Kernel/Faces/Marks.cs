using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;

namespace Kaki.Kernel.Faces;

/// <summary>The drawings of <c>icons.svg</c>. A page has their lines in it: a file of its own is a second document that a phone has to parse, style and lay out.</summary>
internal static partial class Marks
{
    private static readonly FrozenDictionary<string, (string Box, string Lines)> All = Read();

    public static HtmlString Draw(string name, string attributes)
    {
        var (box, lines) = All.GetValueOrDefault(name, ("0 0 24 24", ""));
        return new($"<svg {attributes} viewBox=\"{box}\" aria-hidden=\"true\">{lines}</svg>");
    }

    private static FrozenDictionary<string, (string Box, string Lines)> Read()
    {
        using var file = new StreamReader(typeof(Marks).Assembly.GetManifestResourceStream("icons.svg")!);
        var drawn = Symbol().Matches(file.ReadToEnd()).ToDictionary(s => s.Groups["name"].Value, s => (Box: s.Groups["box"].Value, Lines: s.Groups["lines"].Value));
        string Whole(string lines) => Within().Replace(lines, use =>
        {
            var (box, its) = drawn[use.Groups["name"].Value];
            return $"<svg{use.Groups["at"]} viewBox=\"{box}\">{its}</svg>";
        });
        return drawn.ToFrozenDictionary(m => m.Key, m => (m.Value.Box, Whole(m.Value.Lines)));
    }

    [GeneratedRegex("""<symbol id="(?<name>[^"]+)" viewBox="(?<box>[^"]+)">(?<lines>.*)</symbol>""")]
    private static partial Regex Symbol();

    /// <summary>Where a drawing holds another: the persimmon hangs in the tree.</summary>
    [GeneratedRegex("""<use href="#(?<name>[^"]+)"(?<at>[^>]*)/>""")]
    private static partial Regex Within();
}
