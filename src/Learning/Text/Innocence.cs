namespace Kaki.Learning.Text;

/// <summary>A longer word around a term: where the text reads the whole word, the term in it is not meant.</summary>
/// <param name="Word">The folded word.</param>
/// <param name="Offset">Where the term begins in it.</param>
sealed record Innocence(string Word, int Offset)
{
    public static IEnumerable<Innocence> Of(Term term, string word)
    {
        var folded = Folding.Key(word);
        var inner = Folding.Key(term.Text);
        for (var at = folded.IndexOf(inner, StringComparison.Ordinal); at >= 0; at = folded.IndexOf(inner, at + 1, StringComparison.Ordinal))
            yield return new(folded, at);
    }

    public bool Covers(ReadOnlySpan<char> text, int hitStart)
    {
        var start = hitStart - Offset;
        if (start < 0 || start + Word.Length > text.Length) return false;
        for (var i = 0; i < Word.Length; i++)
            if (Folding.Unit(text[start + i]) != Word[i]) return false;
        return true;
    }
}
