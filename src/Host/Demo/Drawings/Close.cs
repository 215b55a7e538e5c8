namespace Kaki.Host.Demo.Drawings;

/// <summary>One thing from above, large, two neighbours cut by the edge.</summary>
internal static class Close
{
    public static string Draw(Look look, Theme theme, Frame frame, IReadOnlyList<Thing> first)
    {
        var dice = look.Dice;
        var (x, y, w, h) = frame;
        var size = frame.Long * .7;
        var three = Chosen(look, theme, first);
        return look.Ground(dice.Pick(theme.Top))
            + look.Lying(three[1], x + w * dice.Pick([.04, .1]), y + h * dice.Between(.04, .12), size * .52, dice.Between(-30, 30))
            + look.Lying(three[2], x + w * dice.Between(.9, 1), y + h * dice.Between(.9, .97), size * .5, dice.Between(-30, 30))
            + look.Lying(three[0], x + w * dice.Between(.48, .56), y + h * dice.Between(.47, .54), size, dice.Between(-14, 14))
            + Light.Window(look, frame);
    }

    static List<Thing> Chosen(Look look, Theme theme, IReadOnlyList<Thing> first)
    {
        var rolled = look.Dice.Some(theme.Flat.Where(name => name != "hands"), 3).Select(Library.Thing);
        var three = first.Concat(rolled.Except(first)).ToList();
        return [.. three.Concat(three).Concat(three).Take(3)];
    }
}
