using System.Text;

namespace Kaki.Host.Demo.Drawings;

/// <summary>What falls over or between the things: shadows and rims, window light, leaves and petals.</summary>
internal static class Light
{
    // The sticker's rim is a blurred shape cut at a threshold: feMorphology costs librsvg two seconds a sheet.
    // Filters work in sRGB, which spares a conversion each way and changes no flat colour.
    public static string Definitions(Look look)
    {
        var s = look.Colour("shadow");
        return $"""<defs><radialGradient id="contact"><stop offset="0" stop-color="{s}" stop-opacity=".46"/><stop offset=".62" stop-color="{s}" stop-opacity=".3"/><stop offset="1" stop-color="{s}" stop-opacity="0"/></radialGradient>"""
            + $"""<filter id="lift" color-interpolation-filters="sRGB" x="-15%" y="-15%" width="140%" height="140%"><feGaussianBlur in="SourceAlpha" stdDeviation="13" result="b"/><feOffset in="b" dx="12" dy="18" result="o"/><feFlood flood-color="{s}" flood-opacity=".34"/><feComposite in2="o" operator="in" result="s"/><feMerge><feMergeNode in="s"/><feMergeNode in="SourceGraphic"/></feMerge></filter>"""
            + """<filter id="sticker" color-interpolation-filters="sRGB" x="-15%" y="-15%" width="130%" height="135%"><feGaussianBlur in="SourceAlpha" stdDeviation="8" result="e"/><feComponentTransfer in="e" result="o"><feFuncA type="linear" slope="14" intercept="-.5"/></feComponentTransfer><feFlood flood-color="#fff"/><feComposite in2="o" operator="in" result="w"/><feGaussianBlur in="o" stdDeviation="7"/><feOffset dx="7" dy="11"/><feComponentTransfer result="s"><feFuncA type="linear" slope=".28"/></feComponentTransfer><feMerge><feMergeNode in="s"/><feMergeNode in="w"/><feMergeNode in="SourceGraphic"/></feMerge></filter>"""
            + "</defs>";
    }

    /// <summary>A soft slanted window and, sometimes, leaves before it.</summary>
    public static string Window(Look look, Frame frame)
    {
        var (x, y, w, h) = frame;
        var dice = look.Dice;
        var (px, py) = (x + w * dice.Between(.05, .35), y + h * dice.Between(.02, .3));
        var panes = new StringBuilder();
        for (var i = 0; i < 2; i++)
            for (var j = 0; j < 3; j++)
            {
                var (a, b) = (px + i * w * .27 + j * w * .06, py + j * h * .24 - i * h * .07);
                panes.Append($"M{a.F0()} {b.F0()}l{(w * .24).F0()} {(-h * .06).F0()}l{(w * .055).F0()} {(h * .22).F0()}l{(-w * .24).F0()} {(h * .06).F0()}Z");
            }
        var glass = Soft(panes.ToString(), look.Colour("light"), .26, 18);
        return dice.Roll() < .6 ? glass + Fronds(look, frame) : glass;
    }

    static string Fronds(Look look, Frame frame)
    {
        var (x, y, w, h) = frame;
        var (cx, cy) = (x + w * look.Dice.Between(.85, 1.05), y + h * look.Dice.Between(-.05, .2));
        var leaves = string.Concat(Enumerable.Range(0, 7).Select(i => Leaf(cx, cy, w / 1150, (95 + i * 24) * Math.PI / 180)));
        return Soft(leaves, look.Colour("shadow"), .13, 26);
    }

    static string Leaf(double cx, double cy, double k, double turn)
    {
        var (cos, sin) = (Math.Cos(turn) * k, Math.Sin(turn) * k);
        string At(double x, double y) => $"{(cx + x * cos - y * sin).F0()} {(cy + x * sin + y * cos).F0()}";
        return $"M{At(0, 0)}C{At(120, -90)} {At(330, -90)} {At(470, 0)}C{At(330, 70)} {At(120, 60)} {At(0, 0)}Z";
    }

    /// <summary>Seven outlines one in another look like a blur, without a filter over the whole sheet.</summary>
    static string Soft(string path, string colour, double opacity, double reach)
    {
        const int Steps = 7;
        var each = 1 - Math.Pow(1 - opacity, 1.0 / Steps);
        return string.Concat(Enumerable.Range(0, Steps).Select(step =>
            $"""<path d="{path}" fill="{colour}" opacity="{each.F3()}" stroke="{colour}" stroke-linejoin="round" stroke-width="{(reach * 2 * step / (Steps - 1)).F1()}"/>"""));
    }

    /// <summary>Small leaves, petals or dots where nothing lies.</summary>
    public static string Sprinkle(Look look, Frame frame, IEnumerable<Spot> taken)
    {
        var dice = look.Dice;
        var busy = taken.ToList();
        var what = dice.Pick(["leaf", "petal", "dot", "leaf"]);
        var bits = new StringBuilder();
        for (var n = 0; n < 24; n++)
        {
            var (cx, cy, turn) = (frame.X + frame.W * dice.Roll(), frame.Y + frame.H * dice.Roll(), dice.Between(0, 360));
            if (busy.Any(spot => double.Hypot(cx - spot.X, cy - spot.Y) < spot.Size * .52 + 46)) continue;
            var (leaf, petal, dot) = (dice.Pick(["leaf", "leaf2"]), dice.Pick(["a3", "c", "b3"]), dice.Pick(["a", "c", "coffee"]));
            var (token, shape) = what switch
            {
                "leaf" => (leaf, "M-38 0C-16 -24 18 -22 38 0C18 18 -16 20 -38 0Z"),
                "petal" => (petal, "M-20 0C-12 -18 14 -18 22 -4C18 14 -10 16 -20 0Z"),
                _ => (dot, "M-11 0a11 11 0 1 1 22 0a11 11 0 1 1 -22 0Z"),
            };
            bits.Append($"""<path d="{shape}" transform="translate({cx.F0()} {cy.F0()}) rotate({turn.F0()})" fill="{look.Colour(token)}"/>""");
            busy.Add(new(cx, cy, 70));
        }
        return bits.Length == 0 ? "" : $"""<g filter="url(#lift)">{bits}</g>""";
    }
}

/// <summary>A round place on the sheet and the size of what lies there.</summary>
internal readonly record struct Spot(double X, double Y, double Size);
