namespace Kaki.Learning.Text;

/// <summary>Which door a token opens.</summary>
public enum TokenKind
{
    /// <summary>A dictionary word of the coarse cut (two characters or more).</summary>
    Word,
    /// <summary>A shorter dictionary word inside a coarse one.</summary>
    Part,
    /// <summary>Two neighbouring characters of one run, whatever the dictionary thinks.</summary>
    Bigram,
    /// <summary>One character of a run.</summary>
    Character,
    /// <summary>A piece of a Latin, Cyrillic or similar word, lower case.</summary>
    Latin,
    /// <summary>Its light English stem, where that differs.</summary>
    Stem,
    /// <summary>Digits.</summary>
    Number,
    /// <summary>Pieces written as one: iphone15, sk-ii and skii.</summary>
    Joined,
    /// <summary>Emoji and other pictures.</summary>
    Picture,
}

/// <summary>What the two modes of <see cref="Analyser.Cut"/> are for.</summary>
public enum CutMode
{
    /// <summary>Everything a query could ask for.</summary>
    Index,
    /// <summary>The words meant; single characters only where a run has no other.</summary>
    Query,
}

/// <param name="Text">The folded form, the key of an index.</param>
/// <param name="Kind">Which door it opens.</param>
/// <param name="Start">First UTF-16 unit of the original text.</param>
/// <param name="Length">UTF-16 units of the original text.</param>
/// <param name="Position">Ordinal of its first unit (a character, a Latin piece, a number); what separates runs counts one, unless it is blank.</param>
public readonly record struct Token(string Text, TokenKind Kind, int Start, int Length, int Position)
{
    public int End => Start + Length;
}
