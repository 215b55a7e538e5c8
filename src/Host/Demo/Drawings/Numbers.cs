using System.Globalization;

namespace Kaki.Host.Demo.Drawings;

/// <summary>Numbers as they stand in the SVG: a fixed count of decimals, halves to even.</summary>
internal static class Numbers
{
    public static string F0(this double value) => value.Fixed(0);
    public static string F1(this double value) => value.Fixed(1);
    public static string F3(this double value) => value.Fixed(3);

    /// <summary>The shortest text that reads back as the same number, with ".0" on whole ones.</summary>
    public static string Full(this double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('.') || text.Contains('E') ? text : text + ".0";
    }

    static string Fixed(this double value, int decimals)
    {
        // .NET sends exact halves away from zero when formatting; a half is exact only at a power of two.
        var scaled = value * Math.Pow(10, decimals);
        var half = Math.Abs(scaled - Math.Truncate(scaled)) == .5 && double.IsInteger(value * (2 << decimals));
        var settled = half ? Math.Round(scaled, MidpointRounding.ToEven) / Math.Pow(10, decimals) : value;
        return settled.ToString("F" + decimals, CultureInfo.InvariantCulture);
    }
}
