using Kaki.Kernel.Refusals;

namespace Kaki.Kernel.Http;

/// <summary>One of a few words in a query, in whatever case: the framework's own binding of enums knows one case only.</summary>
public static class Choice
{
    /// <returns><paramref name="otherwise"/> where nothing was said.</returns>
    /// <exception cref="Refusal">The word is none of them; the refusal names those that are.</exception>
    public static T Of<T>(string? text, T otherwise, string field) where T : struct, Enum =>
        string.IsNullOrEmpty(text) ? otherwise
        : Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0]) ? value
        : throw Refusal.Invalid(field, "choice", string.Join(", ", Enum.GetNames<T>().Select(n => char.ToLowerInvariant(n[0]) + n[1..])));
}
