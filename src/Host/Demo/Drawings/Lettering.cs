using System.Text;

namespace Kaki.Host.Demo.Drawings;

/// <summary>Lines set at the largest size that fits their box.</summary>
internal readonly record struct Setting(string[] Lines, double Size, double Leading, bool Latin)
{
    public double Height => Size * (Leading * Lines.Length);
    public double LastWidth => Lettering.Units(Lines[^1], Latin) * Size;
}

internal static class Lettering
{
    public const string Sans = "Noto Sans CJK SC";
    public const string Serif = "Noto Serif CJK SC";

    const double SerifIsWider = 1.07;

    public static Setting Set(Copy copy, string font, double width, double most, double height)
    {
        var leading = copy.Latin ? 1.14 : 1.2;
        var settings = Breaking.Ways(copy, 4).Select(lines => new Setting(lines, Size(lines), leading, copy.Latin)).ToList();
        var largest = settings.Max(setting => setting.Size);
        return settings.First(setting => setting.Size >= largest * .93);  // fewer lines, where they cost little

        double Size(string[] lines)
        {
            var size = Math.Min(copy.Latin ? most * .92 : most, width / lines.Max(line => Units(line, copy.Latin)) / (copy.Latin && font == Serif ? SerifIsWider : 1));
            return copy.Given ? Math.Min(size, height / (leading * lines.Length)) : size;
        }
    }

    public static string Draw(Setting setting, double x, double y, string colour, string font, string anchor = "start") =>
        string.Concat(setting.Lines.Select((line, i) =>
            $"""<text x="{x.F0()}" y="{(y + setting.Size * (.88 + i * setting.Leading)).F0()}" font-family="{font}" font-weight="700" font-size="{setting.Size.F0()}" fill="{colour}" text-anchor="{anchor}">{Escape(line)}</text>"""));

    public static string Small(string text, double x, double y, int size, string colour, string anchor = "start") =>
        $"""<text x="{x.F0()}" y="{y.F0()}" font-family="{Sans}" font-size="{size}" letter-spacing="2" fill="{colour}" text-anchor="{anchor}">{Escape(text)}</text>""";

    public static string Pill(string text, double x, double y, string fill, string ink)
    {
        var latin = text.All(char.IsAscii);
        var width = latin ? (int)(Units(text, latin) * 44) + 64 : text.Length * 46 + 56;
        return $"""<rect x="{x.Full()}" y="{y.Full()}" width="{width}" height="76" rx="38" fill="{fill}"/>"""
            + $"""<text x="{(x + width / 2.0).Full()}" y="{(y + 53).Full()}" font-family="{Sans}" font-weight="700" font-size="42" fill="{ink}" text-anchor="middle">{Escape(text)}</text>""";
    }

    /// <summary>Width in parts of the font size; between Chinese a Latin letter counts .56 at a flat rate.</summary>
    public static double Units(string line, bool latin) => line.EnumerateRunes().Sum(rune => rune.Value > 255 ? 1 : latin ? Narrow(rune) : .56);

    static double Narrow(Rune rune) => (char)rune.Value switch
    {
        ' ' => .25,
        'i' or 'j' or 'l' or 'I' or '.' or ',' or ':' or ';' or '\'' or '!' or '|' => .33,
        'f' or 't' or 'r' or '(' or ')' or '-' => .42,
        'm' or 'w' or 'M' or 'W' or '%' or '&' => .92,
        >= 'A' and <= 'Z' => .68,
        _ => .59,
    };

    static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
