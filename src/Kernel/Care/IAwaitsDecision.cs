namespace Kaki.Kernel.Care;

/// <summary>A pile that waits for somebody with power to decide: shown on the console's first page, with words <c>awaits.{item}.one/.other</c>.</summary>
public interface IAwaitsDecision
{
    string Item { get; }

    /// <summary>Who may decide.</summary>
    Rights Needed { get; }

    /// <summary>The page where it is decided.</summary>
    string Page { get; }

    /// <summary>One query.</summary>
    Task<int> Count(CancellationToken cancel);
}
