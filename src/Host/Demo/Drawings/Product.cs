namespace Kaki.Host.Demo.Drawings;

/// <summary>One thing alone: on studio paper, plinth or in a niche; flat things on a sheet.</summary>
internal static class Product
{
    public static string Draw(Look look, Frame frame, Thing? chosen = null)
    {
        var thing = chosen ?? look.Dice.Pick(Library.Things.Where(t => t.Group is not ("people" or "pets") && !t.IsFar).ToList());
        return thing.Stands ? OnItsFeet(look, frame, thing) : FromAbove(look, frame, thing);
    }

    static string FromAbove(Look look, Frame frame, Thing thing) =>
        look.Ground(look.Dice.Pick(["paper", "marble", "grid-paper", "linen"])) + Light.Window(look, frame)
        + look.Lying(thing, frame.MidX, frame.MidY, frame.Short * .8, look.Dice.Between(-6, 6));

    static string OnItsFeet(Look look, Frame frame, Thing thing)
    {
        var small = thing.Shadow < 150 && thing.H == thing.W;
        var ground = small ? look.Dice.Pick(["studio", "studio", "plinth", "arch-niche"]) : "studio";
        var k = Math.Min(Math.Min(
            frame.W * (ground == "plinth" ? .52 : .62) / thing.InkWidth,
            frame.W * (ground == "plinth" ? .62 : .7) / thing.InkHeight), 3.1);
        var shift = (thing.W / 2 - (thing.Box[0] + thing.Box[2]) / 2) * k;
        var feet = ground switch
        {
            "plinth" => 1290,
            "arch-niche" => 1330,
            _ => 1345 - Math.Max(0, frame.W * .5 - thing.InkHeight * k) * .55,  // low things come up to the middle
        };
        return look.Ground(ground) + look.Standing(thing, frame.MidX + shift, feet, thing.H * k);
    }
}
