namespace Kaki.Place.Comments;

/// <summary>Tells noise from talk, so that noise is folded. Rude words are the screen's business, not this one's.</summary>
internal static class CommentQuality
{
    private const int LongRun = 12;

    /// <summary>One character over and over, nothing but signs, or several addresses to go to.</summary>
    public static bool IsNoise(string text, bool shows)
    {
        var said = text.Where(c => !char.IsWhiteSpace(c)).ToArray();
        if (said.Length == 0) return !shows;
        var meant = said.Count(c => char.IsLetterOrDigit(c) || char.IsSurrogate(c));
        if (meant == 0 && said.Length > 6) return true;
        if (said.Length >= LongRun && said.Distinct().Count() <= 2) return true;
        return Count(text, "://") + Count(text, "www.") >= 2;
    }

    private static int Count(string text, string what) => (text.Length - text.Replace(what, "", StringComparison.OrdinalIgnoreCase).Length) / what.Length;
}
