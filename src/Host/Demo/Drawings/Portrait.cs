namespace Kaki.Host.Demo.Drawings;

/// <summary>One thing as a face: people from the waist up, everything else whole, all inside the circle it is shown in.</summary>
internal static class Portrait
{
    public static string Draw(Look look, Frame frame, Thing thing)
    {
        var dice = look.Dice;
        look.Block = look.Colour(dice.Pick(["d", "c", "b3", "c3", "d", "b"]));
        var ground = look.Ground(dice.Pick(["block", "block-sun", "block-rays", "block"]));
        if (thing.H > thing.W && thing.Group == "people") return ground + Waist(look, frame, thing);

        var reach = double.Hypot(thing.InkWidth, thing.InkHeight);
        var k = frame.W * .98 / reach;
        var largest = k * (.62 * Math.Max(thing.InkWidth, thing.InkHeight) + .38 * Math.Sqrt(thing.InkWidth * thing.InkHeight)) / .88;
        return ground + look.Lying(thing, frame.MidX, frame.MidY, largest, thing.Stands ? 0 : dice.Between(-8, 8), "sticker");
    }

    static string Waist(Look look, Frame frame, Thing thing)
    {
        var k = Math.Min(frame.H * 1.5 / thing.InkHeight, frame.W * .84 / thing.InkWidth);
        var feet = frame.Y + frame.H * .13 + (thing.Ground - thing.Box[1]) * k;
        var shift = (thing.W / 2 - (thing.Box[0] + thing.Box[2]) / 2) * k;
        return look.Standing(thing, frame.MidX + shift, feet, thing.H * k);
    }
}
