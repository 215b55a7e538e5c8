namespace Kaki.Learning.Rerank;

/// <summary>Makes a list of candidates in which the whole is worth more than its parts.</summary>
/// <remarks>
/// All are greedy: each place goes to the candidate that gains most there, of equals the earlier one. Quotas go before
/// <see cref="Slate.Apart"/>, and that before gain; where no candidate keeps every rule, one that breaks the fewest is taken, so a list is
/// always as long as was asked or as there are candidates. No state: one reranker serves all threads.
/// </remarks>
public interface IReranker
{
    /// <summary>Indices of candidates, first place first, each at most once.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="take"/> is negative.</exception>
    /// <exception cref="ArgumentException">A rule does not have one entry per candidate, or cannot be met by any list.</exception>
    int[] Pick(Slate slate, int take);
}
