namespace Kaki.Learning.Text;

/// <summary>Takes the tokens of a folded text as they are found: the list the public sees, or an index that keeps numbers only.</summary>
interface ITokenSink
{
    /// <param name="form">The token's key; valid during the call.</param>
    /// <param name="kind">Which door it opens.</param>
    /// <param name="start">First UTF-16 unit in the folded text.</param>
    /// <param name="end">One past its last.</param>
    /// <param name="position">Ordinal of its first unit.</param>
    void Add(ReadOnlySpan<char> form, TokenKind kind, int start, int end, int position);
}
