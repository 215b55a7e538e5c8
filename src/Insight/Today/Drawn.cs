using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;

namespace Kaki.Insight.Today;

/// <summary>Series as SVG, drawn here: nothing to load, nothing to run, the same without script.</summary>
internal static class Drawn
{
    /// <summary>Bars in a box of 100 by 100 that is stretched to its place; the last day stands out.</summary>
    public static HtmlString Bars(IReadOnlyList<long> values)
    {
        var top = Math.Max(1, values.Max());
        var step = 100.0 / values.Count;
        var svg = new StringBuilder("<svg viewBox=\"0 0 100 100\" preserveAspectRatio=\"none\" aria-hidden=\"true\" style=\"--c:var(--chart-1)\"><path class=\"gy\" d=\"M0 0H100M0 50H100\"/><path class=\"ax\" d=\"M0 100H100\"/>");
        for (var i = 0; i < values.Count; i++)
        {
            var height = values[i] == 0 ? 0 : Math.Max(1.5, values[i] * 100.0 / top);
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"bar\" x=\"{i * step + step * .16:0.##}\" y=\"{100 - height:0.##}\" width=\"{step * .68:0.##}\" height=\"{height:0.##}\"{(i < values.Count - 1 ? " opacity=\".55\"" : "")}/>");
        }
        return new(svg.Append("</svg>").ToString());
    }

    public static HtmlString Spark(IReadOnlyList<long> values)
    {
        double top = Math.Max(1, values.Max()), step = 72.0 / Math.Max(1, values.Count - 1);
        var path = string.Join('L', values.Select((v, i) => string.Create(CultureInfo.InvariantCulture, $"{i * step:0.#} {22 - v / top * 20:0.#}")));
        return new($"<svg class=\"spark\" viewBox=\"0 0 72 24\" aria-hidden=\"true\"><path d=\"M{path}\"/></svg>");
    }
}
