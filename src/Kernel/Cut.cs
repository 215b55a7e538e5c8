namespace Kaki.Kernel;

public static class Cut
{
    /// <summary>Its first characters, so many at the most and none of them half: a lone surrogate is no text, and PostgreSQL refuses it.</summary>
    public static string CutTo(this string text, int longest) =>
        text.Length <= longest ? text : text[..(longest > 0 && char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];

    /// <summary>Its first words, so many characters at the most, and "…" where more follow. A text without spaces is cut between two characters.</summary>
    public static string FirstWords(this string text, int longest)
    {
        if (text.Length <= longest) return text;
        var cut = text.CutTo(longest - 1);
        var end = char.IsWhiteSpace(text[cut.Length]) ? cut.Length : cut.AsSpan().LastIndexOfAny(" \n\t");
        return (end > longest / 2 ? cut[..end] : cut).TrimEnd() + "…";
    }
}
