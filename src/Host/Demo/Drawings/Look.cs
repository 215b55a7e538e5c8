using System.Text.RegularExpressions;

namespace Kaki.Host.Demo.Drawings;

/// <summary>
/// The colours of one picture. A token is a name and steps: 2 shade, 4 deep shade, 3 light.
/// Every shade leans to one shadow colour, which is what holds a picture together.
/// </summary>
internal sealed partial class Look
{
    static readonly string[] Orders = ["abc", "bac", "abc", "cab", "acb"];
    readonly Dictionary<string, string> colours;
    readonly bool plain;
    int painted;

    /// <param name="plain">a, b and c keep their places: what is sold in red is shown in red.</param>
    public Look(Palette palette, Dice dice, bool plain = false)
    {
        Dice = dice;
        this.plain = plain;
        var all = Library.Colours;
        colours = all.Natural.ToDictionary(c => c.Key, c => Shade.Mix(c.Value, palette.Bg, all.Rules.NaturalTint));
        (colours["a"], colours["b"], colours["c"], colours["d"]) = (palette.A, palette.B, palette.C, palette.D);
        (colours["bg"], colours["shadow"], colours["light"]) = (palette.Bg, palette.Shadow, palette.Light);
        colours["skin"] = dice.Pick(all.Skin);
        colours["hair"] = dice.Pick(all.Hair);
        var block = dice.Some([palette.A, palette.B, palette.C, palette.D, palette.Bg], 2);
        (colours["h"], colours["k"]) = (block[0], block[1]);
    }

    public Dice Dice { get; }

    /// <summary>What has been put into the picture so far, in order.</summary>
    public List<Placed> Placed { get; } = [];

    /// <summary>The colour of a headline's block.</summary>
    public string Block { get => colours["h"]; set => colours["h"] = value; }

    public string Colour(string token)
    {
        var name = token.TrimEnd('2', '3', '4');
        var colour = colours[name];
        foreach (var step in token[name.Length..])
            colour = Step(colour, step);
        return colour;
    }

    /// <summary>Fills the tokens of a drawing of which several may stand in one picture.</summary>
    public string Paint(string folder, string name, string? order = null)
    {
        painted++;
        return Token().Replace(Library.Body(folder, name), match =>
        {
            var token = match.Groups[1].Value;
            if (token == "id") return $"n{painted}";
            return Colour(order is not null && Strong().IsMatch(token) ? order[token[0] - 'a'] + token[1..] : token);
        });
    }

    /// <summary>Strong colours change places from thing to thing, so two mugs in a picture differ.</summary>
    public string Order(Thing thing)
    {
        var order = Dice.Pick(Orders);
        if (plain) return "abc";
        return thing.Group == "people" && FromSkin(order) < 100 ? Orders.MaxBy(FromSkin)! : order;
    }

    /// <summary>How far shirt and trousers are from the colour of the arms: too near, and a person looks undressed.</summary>
    int FromSkin(string order) => Math.Min(FromSkin(order[0]), FromSkin(order[1]));

    int FromSkin(char name) =>
        Shade.Parts(Colour(name.ToString())).Zip(Shade.Parts(Colour("skin")), (x, y) => Math.Abs(x - y)).Sum();

    string Step(string colour, char step)
    {
        var rules = Library.Colours.Rules;
        if (step == '3') return Shade.Mix(colour, colours["light"], rules.Light["3"]);
        var pale = step == '2' && Shade.Parts(colour).Sum() >= rules.PaleFrom;
        return Shade.Mix(colour, colours["shadow"], pale ? rules.PaleShade : rules.Shade[step.ToString()]);
    }

    [GeneratedRegex(@"\{\{(\w+)\}\}")] private static partial Regex Token();
    [GeneratedRegex(@"^[abc]\d*$")] private static partial Regex Strong();
}

/// <summary>A thing in a picture: on its feet at (X, Y), or centred there when its height is nought.</summary>
internal sealed record Placed(string Thing, double X, double Y, double Height = 0)
{
    /// <summary>Its middle in parts of the picture, where a tag would point.</summary>
    public (double Across, double Down) Middle(Frame frame) =>
        (Math.Clamp((X - frame.X) / frame.W, .05, .95), Math.Clamp((Y - Height / 2 - frame.Y) / frame.H, .05, .95));
}
