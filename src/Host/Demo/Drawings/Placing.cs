namespace Kaki.Host.Demo.Drawings;

/// <summary>Puts a drawing on its feet, on its back, or behind everything.</summary>
internal static class Placing
{
    /// <summary>Outdoors and cloths may be mirrored; rooms keep their light from the left.</summary>
    public static string Ground(this Look look, string name)
    {
        var ground = Library.Ground(name);
        var body = look.Paint("backgrounds", name);
        var mirrored = (ground.Stage.Contains("out") || ground.Kind == "top") && look.Dice.Roll() < .5;
        return mirrored ? $"""<g transform="translate(1600 0) scale(-1 1)">{body}</g>""" : body;
    }

    /// <summary>On its feet at (x, y): a wide soft shadow to the right, a tight one below, then the thing.</summary>
    public static string Standing(this Look look, Thing thing, double x, double y, double height, bool flip = false)
    {
        var k = height / thing.H;
        look.Placed.Add(new(thing.Name, x, y, thing.InkHeight * k));
        var r = thing.Shadow * k;
        var mid = x + ((thing.Box[0] + thing.Box[2]) / 2 - thing.W / 2) * k * (flip ? -1 : 1) * .6;
        var foot = (y - r * .02).F0();
        var shadow = r == 0 ? "" :
            $"""<ellipse cx="{(mid + r * .4).F0()}" cy="{foot}" rx="{(r * 1.6).F0()}" ry="{(r * .2).F0()}" fill="url(#contact)" opacity=".6"/>"""
            + $"""<ellipse cx="{mid.F0()}" cy="{foot}" rx="{(r * 1.18).F0()}" ry="{(r * .1).F0()}" fill="url(#contact)"/>""";
        var side = flip ? $"translate({thing.W.F0()} 0) scale(-1 1)" : "";
        return shadow
            + $"""<g transform="translate({(x - thing.W * k / 2).F1()} {(y - thing.Ground * k).F1()}) scale({k.F3()}) {side}">"""
            + look.Paint("objects", thing.Name, look.Order(thing)) + "</g>";
    }

    /// <summary>With a white rim, and no wider or higher than there is room: a surfboard is three times as high as its place.</summary>
    public static string Sticker(this Look look, Thing thing, double x, double y, double size, double turn, double widest, double highest)
    {
        var (k, lean) = (Scale(thing, size), Math.Abs(Math.Sin(turn * Math.PI / 180)));
        var wide = k * (thing.InkWidth + thing.InkHeight * lean * .6);
        var high = k * (thing.InkHeight + thing.InkWidth * lean * .6);
        return look.Lying(thing, x, y, size * Math.Min(1, Math.Min(widest / wide, highest / high)), turn, "sticker");
    }

    static double Scale(Thing thing, double size) =>
        size * .88 / (.62 * Math.Max(thing.InkWidth, thing.InkHeight) + .38 * Math.Sqrt(thing.InkWidth * thing.InkHeight));

    /// <summary>Seen from above, centred at (x, y); or a sticker, with <paramref name="effect"/> sticker.</summary>
    public static string Lying(this Look look, Thing thing, double x, double y, double size, double turn, string effect = "lift")
    {
        var (l, t, r, b) = (thing.Box[0], thing.Box[1], thing.Box[2], thing.Box[3]);
        var k = Scale(thing, size);
        look.Placed.Add(new(thing.Name, x, y));
        return $"""<g filter="url(#{effect})"><g transform="translate({x.F0()} {y.F0()}) rotate({turn.F1()}) scale({k.F3()}) translate({(-(l + r) / 2).Full()} {(-(t + b) / 2).Full()})">"""
            + look.Paint("objects", thing.Name, look.Order(thing)) + "</g></g>";
    }
}
