namespace Kaki.Learning.Rerank;

/// <summary>How many of a kind a list holds: new authors, advertisements, things on sale.</summary>
/// <param name="Members">For each candidate, whether it is of the kind.</param>
/// <param name="AtLeast">No fewer, as far as there are candidates.</param>
/// <param name="AtMost">No more, as far as there are others.</param>
public sealed record Quota(IReadOnlyList<bool> Members, int AtLeast = 0, int AtMost = int.MaxValue);
