namespace Kaki.Host.Demo.Drawings;

/// <summary>Two to four small pictures on one sheet.</summary>
internal static class Collage
{
    const double Gutter = 22;

    static readonly Frame[][] Plans =
    [
        [new(0, 0, 1, .5), new(0, .5, 1, .5)],
        [new(0, 0, 1, .58), new(0, .58, .5, .42), new(.5, .58, .5, .42)],
        [new(0, 0, .5, .5), new(.5, 0, .5, .5), new(0, .5, .5, .5), new(.5, .5, .5, .5)],
        [new(0, 0, .5, 1), new(.5, 0, .5, .5), new(.5, .5, .5, .5)],
    ];

    public static string Draw(Look look, Theme theme, Frame frame, IReadOnlyList<Thing> first)
    {
        var dice = look.Dice;
        var sheet = frame.Rect(look.Colour("paper"));
        string[] kinds = dice.Roll() < .5 ? ["scene", "flatlay", "close", "product"] : ["flatlay", "scene", "close", "product"];
        foreach (var (kind, part) in kinds.Zip(dice.Pick(Plans)))
        {
            var cell = new Frame(frame.X + frame.W * part.X + Gutter / 2, frame.Y + frame.H * part.Y + Gutter / 2, frame.W * part.W - Gutter, frame.H * part.H - Gutter);
            var ratio = cell.W / cell.H;
            var source = Frame.Of(ratio > 1.15 ? "4:3" : ratio > .85 ? "1:1" : "3:4");
            look.Block = look.Colour(dice.Pick(["a", "b", "c", "d"]));
            sheet += cell.Inset(source, Cell(look, theme, source, kind, first), "xMidYMid");
        }
        return sheet;
    }

    static string Cell(Look look, Theme theme, Frame source, string kind, IReadOnlyList<Thing> first) => kind switch
    {
        "scene" => Scene.Draw(look, theme, source, []),
        "flatlay" => Flatlay.Draw(look, theme, source, first),
        "close" => Close.Draw(look, theme, source, first),
        _ => Product.Draw(look, source, Library.Thing(look.Dice.Pick([.. theme.Flat, .. theme.Table]))),
    };
}
