namespace Kaki.Host.Demo.Drawings;

/// <summary>Words first: over stickers, over one large sticker, on a block above a scene, or on a card over a flat lay.</summary>
internal static class Headline
{
    static readonly string[] Blocks = ["block", "block-sun", "block-split", "block-check", "block-rays"];

    public static string Draw(Look look, Theme theme, Frame frame, Func<HeadlineIdea, Copy> say)
    {
        var dice = look.Dice;
        var copy = say(dice.Pick(theme.Headlines));
        var way = dice.Pick(["stickers", "stickers", "band", "hero", "card"]);
        var ink = look.Colour(Shade.IsDark(look.Block) ? "paper" : "shadow");
        var type = new Type(copy, ink, Marker(look, ink), dice.Pick([Lettering.Sans, Lettering.Sans, Lettering.Serif]));
        var shown = Shown(look, theme, copy);

        var stand = copy.Things.Where(t => t.Stands && !t.IsFar).Take(1).ToList();
        if (way == "band" && frame.H > frame.W && stand.Count > 0) return Band(look, theme, frame, type, stand);
        var lie = copy.Things.Where(t => t.Lies).ToList();
        if (way == "card" && (lie.Count > 0 || copy.Things.Count == 0)) return Card(look, theme, frame, type, lie);
        return Stickers(look, frame, type, shown, way == "hero");
    }

    sealed record Type(Copy Copy, string Ink, string Marker, string Font);

    /// <summary>The stroke under the last line is of the other lightness than the words.</summary>
    static string Marker(Look look, string ink) =>
        new[] { "k", "c", "b", "a", "d" }.Select(look.Colour)
            .FirstOrDefault(c => Shade.IsDark(c) != Shade.IsDark(ink) && c != look.Block) ?? look.Colour("h2");

    static List<Thing> Shown(Look look, Theme theme, Copy copy)
    {
        string[] never = ["hands", "rug", .. copy.Things.Select(t => t.Name)];
        var others = theme.Flat.Concat(theme.Table).Where(name => !never.Contains(name)).ToList();
        // some things both lie and stand in a theme: no two of them side by side
        return [.. copy.Things.Concat(look.Dice.Some(others, 4).Concat(others).Distinct().Select(Library.Thing)).Take(4)];
    }

    static string Band(Look look, Theme theme, Frame frame, Type type, List<Thing> stand)
    {
        var (x, y, w, h) = frame;
        var left = x + w * .075;
        var words = Lettering.Set(type.Copy, type.Font, w * .85, 176, h * .27);
        var cut = h * .06 + words.Height + (type.Copy.Small is null ? 64 : 110);
        var source = Frame.Of(h - cut > w * .8 ? "1:1" : "4:3");
        var below = new Frame(x, y + cut, w, h - cut);
        return frame.Rect(look.Block)
            + Lettering.Draw(words, left, y + h * .06, type.Ink, type.Font)
            + (type.Copy.Small is { } small ? Lettering.Small(small, left + 4, y + cut - 62, 48, type.Ink) : "")
            + below.Inset(source, Scene.Draw(look, theme, source, stand), "xMidYMax");
    }

    static string Card(Look look, Theme theme, Frame frame, Type type, List<Thing> lie)
    {
        var (x, y, w, h) = frame;
        var dice = look.Dice;
        var words = Lettering.Set(type.Copy, type.Font, w * .62, 132, 380);
        var top = type.Copy.Given ? frame.MidY - words.Height / 2 : y + h * .5 - 190;
        var (above, below) = type.Copy.Small is null ? (84, 84) : (72, 158);
        var card = $"""<rect x="{(x + w * .12).F0()}" y="{(top - above).F0()}" width="{(w * .76).F0()}" height="{(words.Height + above + below).F0()}" rx="28" fill="{look.Colour("paper")}" filter="url(#lift)"/>""";
        Spot[] ring = [new(.2, .13, .4), new(.78, .12, .42), new(.16, .86, .42), new(.6, .89, .38), new(.95, .8, .36)];
        var never = lie.Select(t => t.Name).Append("hands").ToList();
        var things = lie.Concat(dice.Some(theme.Flat.Where(name => !never.Contains(name)), 5 - lie.Count).Select(Library.Thing));
        return look.Ground(dice.Pick(theme.Top))
            + string.Concat(things.Zip(ring, (thing, at) => look.Lying(thing, x + w * at.X, y + h * at.Y, frame.Short * at.Size, dice.Between(-20, 20))))
            + card + Lettering.Draw(words, x + w / 2, top, look.Colour("shadow"), type.Font, "middle")
            + (type.Copy.Small is { } small ? Lettering.Small(small, x + w / 2, top + words.Height + 74, 42, look.Colour("a2"), "middle") : "");
    }

    static string Stickers(Look look, Frame frame, Type type, List<Thing> shown, bool hero)
    {
        var (x, y, w, h) = frame;
        var dice = look.Dice;
        var left = x + w * .075;
        var top = type.Copy.Given ? Math.Max(y + h * .15, y + h * .065 + 126) : y + h * .15;
        var words = Lettering.Set(type.Copy, type.Font, w * .85, 200, h * .36);
        var picture = look.Ground(dice.Pick(Blocks)) + Lettering.Pill(type.Copy.Pill, left, y + h * .065, type.Ink, look.Block);
        if (dice.Roll() < .6) picture += Stroke(look, type, words, left, top);
        picture += Lettering.Draw(words, left, top, type.Ink, type.Font);
        if (type.Copy.Small is { } small) picture += Lettering.Small(small, left + 4, top + words.Height + 40, 50, type.Ink);

        var under = top + words.Height + (type.Copy.Small is null ? 30 : 90);
        var room = y + h - under;
        if (hero) return picture + look.Sticker(shown[0], x + w * .52, under + room * .47, Math.Min(room * .98, w * .9), dice.Between(-8, 8), w * .9, room * .92);

        var twoRows = room > w * .6;
        var cell = twoRows ? Math.Min(room / 2, w * .5) : Math.Min(room, w * .34);
        Spot[] places = twoRows
            ? [new(.27, .26, 0), new(.73, .25, 0), new(.28, .74, 0), new(.73, .75, 0)]
            : [new(.19, .5, 0), new(.5, .5, 0), new(.81, .5, 0)];
        return picture + string.Concat(shown.Zip(places, (thing, at) => look.Sticker(thing,
            x + w * (at.X + dice.Between(-.02, .02)), under + (room - 30) * at.Y, cell * (.8 + .18 * thing.Size), dice.Between(-13, 13), w * (twoRows ? .44 : .29), (room - 30) * (twoRows ? .47 : .9))));
    }

    static string Stroke(Look look, Type type, Setting words, double left, double top)
    {
        var size = words.Size;
        var y = top + words.Height - size * (type.Copy.Latin ? .5 : .56);
        var opacity = type.Marker == look.Block ? "" : " opacity=\".85\"";
        return $"""<rect x="{(left - 10).F0()}" y="{y.F0()}" width="{(words.LastWidth + 20).F0()}" height="{(size * .34).F0()}" rx="{(size * .1).F0()}" fill="{type.Marker}"{opacity}/>""";
    }
}
