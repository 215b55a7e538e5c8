namespace Kaki.Host.Demo.Drawings;

/// <summary>Four to seven things from above, pushed apart where they overlap. Hands come only from the lower edge.</summary>
internal static class Flatlay
{
    static readonly Dictionary<int, Spot[]> Layouts = new()
    {
        [4] = [new(.32, .27, .56), new(.76, .24, .4), new(.26, .76, .42), new(.7, .7, .54)],
        [5] = [new(.5, .5, .54), new(.2, .18, .4), new(.8, .17, .42), new(.2, .84, .42), new(.82, .83, .4)],
        [6] = [new(.3, .22, .48), new(.77, .17, .4), new(.72, .51, .46), new(.22, .56, .38), new(.34, .87, .42), new(.8, .86, .4)],
        [7] = [new(.5, .47, .5), new(.18, .15, .38), new(.58, .1, .3), new(.88, .26, .36), new(.13, .6, .34), new(.32, .88, .4), new(.8, .8, .42)],
    };

    public static string Draw(Look look, Theme theme, Frame frame, IReadOnlyList<Thing> first)
    {
        var dice = look.Dice;
        var (x, y, w, h) = frame;
        var rolled = dice.Some(theme.Flat, dice.Pick([4, 5, 5, 6, 7]));
        var hands = rolled.Contains("hands") && dice.Roll() < .45;
        rolled.Remove("hands");
        var things = first.Concat(rolled.Select(Library.Thing).Except(first)).Take(Math.Max(first.Count, rolled.Count)).Take(7).ToList();

        if (!hands) things.AddRange(theme.Flat.Where(name => name != "hands").Select(Library.Thing).Except(things).Take(4 - things.Count));  // three leave a hole
        var reach = .62 * Math.Sqrt(w * h);
        var slots = Slots(frame, Math.Clamp(things.Count + (hands ? 1 : 0), 4, 7), hands ? reach : null, things.Count);
        var spots = Spread(look, things, frame, slots);
        var laid = string.Concat(things.Zip(spots, (thing, at) => look.Lying(thing, at.X, at.Y, at.Size, dice.Between(-16, 16))));
        if (hands)
        {
            spots.Add(new(x + w / 2, y + h - reach / 2, reach));
            laid += look.Lying(Library.Thing("hands"), x + w / 2, y + h - reach * .485, reach, 0);
        }
        return look.Ground(dice.Pick(theme.Top)) + Light.Sprinkle(look, frame, spots) + laid + Light.Window(look, frame);
    }

    static List<Spot> Slots(Frame frame, int count, double? hands, int things)
    {
        IEnumerable<Spot> slots = Layouts[count];
        if (hands is { } reach)
            slots = slots.OrderBy(p => p.Y).Where(p => Math.Abs(p.X - .5) * frame.W > reach * .62 || p.Y * frame.H < frame.H - reach * 1.08).Take(things);
        return [.. frame.W > frame.H ? slots.Select(p => new Spot(p.Y, p.X, p.Size)) : slots];
    }

    static List<Spot> Spread(Look look, List<Thing> things, Frame frame, List<Spot> slots)
    {
        var (x, y, w, h) = frame;
        var unit = .9 * Math.Sqrt(w * h);
        var spots = things.Zip(slots, (thing, slot) => new Spot(
            x + w * slot.X + look.Dice.Between(-.02, .02) * w,
            y + h * slot.Y + look.Dice.Between(-.02, .02) * h,
            unit * slot.Size * (.84 + .16 * thing.Size))).ToList();
        for (var round = 0; round < 30; round++)
            for (var i = 0; i < spots.Count; i++)
                for (var j = i + 1; j < spots.Count; j++)
                    (spots[i], spots[j]) = Apart(spots[i], spots[j]);
        return spots;
    }

    static (Spot, Spot) Apart(Spot p, Spot q)
    {
        var (dx, dy) = (q.X - p.X, q.Y - p.Y);
        var away = double.Hypot(dx, dy);
        var gap = (p.Size + q.Size) * .43 - away;
        if (gap <= 0) return (p, q);
        if (away == 0) away = 1;
        var (ux, uy) = (dx / away * gap * .3, dy / away * gap * .3);
        return (p with { X = p.X - ux, Y = p.Y - uy }, q with { X = q.X + ux, Y = q.Y + uy });
    }
}
