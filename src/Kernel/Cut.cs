namespace Kaki.Kernel;

public static class Cut
{
    /// <summary>Its first characters, so many at the most and none of them half: a lone surrogate is no text, and PostgreSQL refuses it.</summary>
    public static string CutTo(this string text, int longest) =>
        text.Length <= longest ? text : text[..(longest > 0 && char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
}
