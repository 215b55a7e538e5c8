using System.Text.RegularExpressions;

namespace Kaki.Host.Import;

/// <summary>One way of saying what a template leaves open: <c>[this|that]</c> is one of them, <c>{item}</c> what it is about.</summary>
internal static partial class Wording
{
    public static string Say(string template, Chance chance, string item = "")
    {
        var said = Choices().Replace(template, m => chance.Of(m.Groups[1].Value.Split('|'))).Replace("{item}", item);
        return said.Length > 0 && char.IsLower(said[0]) ? char.ToUpperInvariant(said[0]) + said[1..] : said;
    }

    [GeneratedRegex(@"\[([^\]]*\|[^\]]*)\]")]
    private static partial Regex Choices();
}
