namespace Kaki.Learning.Rerank;

/// <summary>Alike things stand apart: of any <paramref name="Window"/> neighbours at most <paramref name="AtMost"/> share a key.</summary>
/// <param name="Keys">One for each candidate, such as its author's or category's number; below zero is alike to nothing.</param>
/// <param name="Window">Neighbours looked at, the thing itself included.</param>
/// <param name="AtMost">How many alike may stand among them.</param>
public sealed record Spaced(IReadOnlyList<int> Keys, int Window, int AtMost = 1)
{
    /// <summary>Keys of what was shown before, oldest first.</summary>
    public IReadOnlyList<int> Before { get; init; } = [];
}
