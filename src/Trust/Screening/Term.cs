using Kaki.Kernel;

namespace Kaki.Trust.Screening;

/// <summary>What happens to text that holds a term: it is refused, or published and, in notes and comments, marked for a moderator to look at.</summary>
public enum TermAction { Refuse, Mark }

/// <summary>A word the operator does not want said here, and words in which it is innocent.</summary>
internal sealed class Term
{
    public const int Longest = 40;

    public long Id { get; init; }
    public required string Text { get; init; }
    public TermAction Action { get; set; }

    /// <summary>Words that hold the term and are fine, a line each.</summary>
    public string Innocent { get; set; } = "";
    public Instant Added { get; init; }
}
