using System.Text.RegularExpressions;
using Kaki.Kernel.Refusals;

namespace Kaki.People.Accounts;

internal static partial class Emails
{
    // Only what could break a mail header or cannot be an address is refused; whether it exists is for the letter to find out.
    [GeneratedRegex(@"^[^\s@<>(),;:""\\\[\]\p{C}]+@[^\s@<>(),;:""\\\[\]\p{C}.]+(\.[^\s@<>(),;:""\\\[\]\p{C}.]+)+\z")]
    private static partial Regex Shape { get; }

    /// <summary>The address, or null when none was given.</summary>
    public static string? Parse(string? text)
    {
        var email = text?.Trim() ?? "";
        if (email.Length == 0) return null;
        return email.Length <= Member.LongestEmail && Shape.IsMatch(email) ? email : throw Refusal.Invalid("email", "email.malformed");
    }
}
