namespace Kaki.People.Accounts;

internal static class LocalReturn
{
    /// <summary>Where to go after signing in: a path of this site, never another place.</summary>
    public static string Of(string? wanted, string otherwise = "/") =>
        wanted is ['/', ..] and not ['/', '/' or '\\', ..] && wanted.Length < 2000 && !wanted.Any(char.IsControl) ? wanted : otherwise;
}
