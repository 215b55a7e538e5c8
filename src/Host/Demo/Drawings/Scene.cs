namespace Kaki.Host.Demo.Drawings;

/// <summary>A place, perhaps a far backdrop or a print on the wall, then two to four things from back to front.</summary>
internal static class Scene
{
    static readonly Dictionary<int, Spot[]> Places = new()
    {
        [2] = [new(.36, .3, 1), new(.71, .72, .92)],
        [3] = [new(.47, .12, 1.02), new(.79, .5, .92), new(.2, .74, .9)],
        [4] = [new(.34, .08, 1), new(.68, .04, .98), new(.17, .7, .84), new(.81, .78, .86)],
    };

    public static string Draw(Look look, Theme theme, Frame frame, IReadOnlyList<Thing> must)
    {
        var stages = new[] { "table", "room", "out" }.Where(stage => theme.On(stage).Length > 0
            && theme.Stand.Any(g => Library.Ground(g).Stage.Contains(stage))
            && must.All(thing => thing.Stage.Contains(stage))).ToList();
        if (stages.Count == 0) return Flatlay.Draw(look, theme, frame, must);

        var stage = look.Dice.Pick(stages);
        var ground = Somewhere(look.Dice, theme, stage, must);
        var cast = Cast(look.Dice, theme, stage, ground, must);
        return Stage(look, theme, frame, stage, ground, cast);
    }

    static Ground Somewhere(Dice dice, Theme theme, string stage, IReadOnlyList<Thing> must)
    {
        var free = theme.Stand.Where(g => Library.Ground(g).Stage.Contains(stage) && must.All(thing => thing.Fits(g))).ToList();
        if (free.Count == 0) free = [.. theme.Stand.Where(g => Library.Ground(g).Stage.Contains(stage))];
        var lively = free.Where(g => theme.On(stage).Count(name => Library.Thing(name).Fits(g)) > 2).ToList();
        return Library.Ground(dice.Pick(lively.Count > 0 ? lively : free));
    }

    static List<Thing> Cast(Dice dice, Theme theme, string stage, Ground ground, IReadOnlyList<Thing> must)
    {
        var pool = theme.On(stage).Select(Library.Thing).Where(t => !t.IsFar && t.Fits(ground.Name) && !must.Contains(t)).ToList();
        var people = pool.Where(t => t.Group == "people").ToList();
        var withPerson = people.Count > 0 && dice.Roll() < .85;
        var count = dice.Pick([2, 3, 3]) - must.Count + (withPerson ? 0 : dice.Pick([0, 1]));
        var things = dice.Some(pool.Except(people), count - (withPerson ? 1 : 0));
        var person = withPerson ? dice.Some(people, 1) : [];
        return [.. must.Concat(things).Concat(person).OrderByDescending(t => Height(t, stage))];
    }

    static string Stage(Look look, Theme theme, Frame frame, string stage, Ground ground, List<Thing> cast)
    {
        var dice = look.Dice;
        var (x, y, w, h) = frame;
        var (far, near) = (ground.Band[0], ground.Band[1]);
        var trees = cast.Where(IsTree).Take(1).ToList();
        var things = cast.Where(t => !IsTree(t)).Take(4).ToList();
        var mirrored = dice.Roll() < .5;
        var places = Places[Math.Max(2, things.Count)].Select(p => mirrored ? p with { X = 1 - p.X } : p);
        var tallest = things.Concat(trees).Max(t => Height(t, stage));
        var closer = (h < 1500 ? .86 : 1) * Math.Max(1, Math.Min(1.35, .41 * h / tallest));  // step closer when everything is small

        var picture = look.Ground(ground.Name) + Backdrop(look, theme, frame, ground);
        foreach (var tree in trees)
            picture += look.Standing(tree, x + w * (mirrored ? .13 : .87), far - 10, Height(tree, stage) * closer);
        foreach (var (thing, place) in things.Zip(places).OrderBy(pair => pair.Second.Y))
        {
            var tall = Height(thing, stage) * place.Size * closer;
            var half = thing.InkWidth / 2 * tall / thing.H * .92;
            var at = Math.Max(x + half, Math.Min(x + w - half, x + w * (place.X + dice.Between(-.025, .025))));
            picture += look.Standing(thing, at, far + (near - far) * place.Y, tall, dice.Roll() < .4 && thing.Group != "tech");
        }
        return picture;
    }

    static string Backdrop(Look look, Theme theme, Frame frame, Ground ground)
    {
        var dice = look.Dice;
        var picture = "";
        if (ground.Stage.Contains("far"))
        {
            var backdrop = Library.Thing(dice.Pick<string>(theme.Name == "camping" ? ["mountains"] : ["mountains", "skyline", "temple"]));
            picture += look.Standing(backdrop, frame.X + frame.W * dice.Between(.42, .58), ground.Horizon + 24, 560);
        }
        if (ground.Wall is { } wall && dice.Roll() < .75)
        {
            var prints = theme.Flat.Select(Library.Thing).Where(t => t.Stage.Contains("wall")).ToList();
            var hung = dice.Pick(prints.Count > 0 ? prints : [Library.Thing("frame")]);
            picture += look.Lying(hung, wall[0], wall[1], wall[2], 0);
        }
        return picture;
    }

    static double Height(Thing thing, string stage) => stage == "table"
        ? 840 * (.3 + .7 * thing.Size)
        : 640 * (thing.Room is null or 0 ? .6 : thing.Room.Value);

    static bool IsTree(Thing thing) => thing.Name is "tree" or "palm" or "surfboard";
}
