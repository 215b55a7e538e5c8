using System.Text.RegularExpressions;
using Kaki.Kernel.Refusals;

namespace Kaki.People.Accounts;

/// <summary>What a handle may be: 3 to 24 letters, digits and underscores, a letter first, and no name that sounds like the house.</summary>
internal static partial class Handles
{
    private static readonly HashSet<string> Reserved =
    [
        "about", "account", "admin", "administrator", "anonymous", "api", "app", "cart", "checkout", "console", "contact", "everyone", "goods", "health", "help", "home",
        "house", "kaki", "login", "logout", "mail", "me", "media", "moderator", "notes", "notices", "null", "office", "official", "operator", "orders", "privacy", "publish",
        "root", "search", "security", "settings", "shop", "shops", "signin", "signup", "staff", "studio", "support", "system", "terms", "topics", "undefined", "webmaster", "www",
    ];

    [GeneratedRegex(@"^[a-z][a-z0-9_]{2,23}\z")]
    private static partial Regex Shape { get; }

    public static string Parse(string? text)
    {
        var handle = (text ?? "").Trim().TrimStart('@').ToLowerInvariant();
        if (!Shape.IsMatch(handle)) throw Refusal.Invalid("handle", "handle.malformed");
        return Reserved.Contains(handle) ? throw Refusal.Invalid("handle", "handle.reserved") : handle;
    }

    /// <summary>For looking somebody up: never refuses.</summary>
    public static string Key(string? text) => (text ?? "").Trim().TrimStart('@').ToLowerInvariant();
}
