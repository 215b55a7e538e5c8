namespace Kaki.Host.Demo.Drawings;

/// <summary>
/// Composes one picture as SVG from the drawings, by seed: the same picture on every machine.
/// What is null is left to the seed.
/// </summary>
internal static class Composer
{
    static readonly string[] Kinds = ["scene", "scene", "scene", "flatlay", "flatlay", "headline", "headline", "close", "collage"];

    public static IReadOnlyList<string> Palettes { get; } = [.. Library.Colours.Palettes.Select(palette => palette.Name)];

    /// <param name="objects">Things that must be seen; a scene in which they cannot stand becomes a flat lay.</param>
    public static string Compose(uint seed, string? kind, string? theme, string? palette, string? ratio, IReadOnlyList<string>? objects = null) =>
        Picture(seed, kind, theme, palette, ratio, objects).Svg;

    /// <summary>The picture and where its things are, for those who point at them.</summary>
    public static Drawing Picture(uint seed, string? kind, string? theme, string? palette, string? ratio, IReadOnlyList<string>? objects = null)
    {
        var things = Named(objects);
        return Draw(seed, kind, theme, palette, ratio, things, (idea, about) => things.Count == 0
            ? Copy.Of(idea, about)
            : Copy.Of(idea, about) with { Things = things });
    }

    /// <summary>A headline in the words given: two Chinese lines, or a title in either language to be broken here.</summary>
    public static string Headline(uint seed, string? theme, string? palette, string? ratio, IReadOnlyList<string> lines, IReadOnlyList<string>? objects = null)
    {
        var things = Named(objects);
        return Draw(seed, "headline", theme, palette, ratio, things, (_, about) => Copy.From(lines, about, things)).Svg;
    }

    /// <summary>One thing for sale. Variants share a seed and differ by palette, so only the colours change.</summary>
    public static string Product(uint seed, string thing, string palette, string ratio = "1:1")
    {
        var look = new Look(PaletteOf(palette)!, new Dice(seed), plain: true);
        var frame = Frame.Of(ratio);
        return Sheet(look, frame, Drawings.Product.Draw(look, frame, Library.Thing(thing))).Svg;
    }

    /// <summary>A square face of a member or a shop: one thing on a colour block, whole inside the circle.</summary>
    public static string Avatar(uint seed, string thing, string palette)
    {
        var look = new Look(PaletteOf(palette)!, new Dice(seed), plain: Library.Thing(thing).Group != "people");
        var frame = Frame.Of("1:1");
        return Sheet(look, frame, Portrait.Draw(look, frame, Library.Thing(thing)), width: 512).Svg;
    }

    /// <summary>One thing with a white rim on nothing, square, to be shown small.</summary>
    public static string Sticker(uint seed, string name, string palette)
    {
        const double Margin = 24;
        var (look, thing) = (new Look(PaletteOf(palette)!, new Dice(seed), plain: true), Library.Thing(name));
        var side = Math.Max(thing.InkWidth, thing.InkHeight) + 2 * Margin;
        var frame = new Frame((thing.Box[0] + thing.Box[2] - side) / 2, (thing.Box[1] + thing.Box[3] - side) / 2, side, side);
        return Sheet(look, frame, $"""<g filter="url(#sticker)">{look.Paint("objects", name, "abc")}</g>""", width: 240).Svg;
    }

    static Drawing Draw(uint seed, string? kind, string? theme, string? palette, string? ratio, List<Thing> things, Func<HeadlineIdea, Theme, Copy> say)
    {
        var dice = new Dice(seed);
        kind ??= dice.Pick(Kinds);
        theme ??= dice.Pick(Library.Themes).Name;
        var about = Library.Themes.Single(t => t.Name == theme);
        var colours = PaletteOf(palette) ?? dice.Pick(Library.Colours.Palettes);
        ratio ??= kind switch
        {
            "product" => "1:1",
            "headline" => dice.Pick(["3:4", "3:4", "3:4", "1:1"]),
            _ => dice.Pick(["3:4", "3:4", "3:4", "1:1", "4:3"]),
        };
        var (look, frame) = (new Look(colours, dice), Frame.Of(ratio));
        return Sheet(look, frame, kind switch
        {
            "product" => Drawings.Product.Draw(look, frame, things.FirstOrDefault()),
            "close" => Close.Draw(look, about, frame, things),
            "flatlay" => Flatlay.Draw(look, about, frame, things),
            "scene" => Scene.Draw(look, about, frame, things),
            "headline" => Drawings.Headline.Draw(look, about, frame, idea => say(idea, about)),
            "collage" => Collage.Draw(look, about, frame, things),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "product, close, flatlay, scene, headline or collage"),
        });
    }

    static Palette? PaletteOf(string? name) => name is null ? null : Library.Colours.Palettes.Single(palette => palette.Name == name);

    static Drawing Sheet(Look look, Frame frame, string body, double? width = null)
    {
        var k = (width ?? (frame.W < 1600 ? 1080 : 1280)) / frame.W;
        var svg = $"""<svg xmlns="http://www.w3.org/2000/svg" width="{(frame.W * k).F0()}" height="{(frame.H * k).F0()}" viewBox="{frame.ViewBox}">{Light.Definitions(look)}{body}</svg>""";
        return new(svg, frame, look.Placed);
    }

    static List<Thing> Named(IReadOnlyList<string>? objects) => [.. (objects ?? []).Select(Library.Thing)];
}

internal sealed record Drawing(string Svg, Frame Frame, IReadOnlyList<Placed> Things);
