using System.Globalization;

namespace Kaki.Host.Demo.Drawings;

/// <summary>Arithmetic on "#rrggbb".</summary>
internal static class Shade
{
    public static int[] Parts(string colour) =>
        [.. new[] { 1, 3, 5 }.Select(at => int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture))];

    public static string Mix(string from, string to, double share) =>
        "#" + string.Concat(Parts(from).Zip(Parts(to), (x, y) => ((int)Math.Round(x + (y - x) * share)).ToString("x2", CultureInfo.InvariantCulture)));

    public static double Luminance(string colour)
    {
        var p = Parts(colour);
        return .3 * p[0] + .59 * p[1] + .11 * p[2];
    }

    public static bool IsDark(string colour) => Luminance(colour) < 150;
}
