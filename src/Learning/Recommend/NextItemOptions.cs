namespace Kaki.Learning.Recommend;

/// <summary>How <see cref="NextItem"/> learns and answers.</summary>
public sealed record NextItemOptions
{
    /// <summary>How many places apart two actions may stand and still be learnt from.</summary>
    public int Window { get; init; } = 10;

    /// <summary>What each place further apart leaves of what a pair says, while learning.</summary>
    public double Distance { get; init; } = 0.9;

    /// <summary>What a pair says against the order it was seen in.</summary>
    public double Backward { get; init; } = 0.4;

    /// <summary>A member of n actions says <c>n^−damping</c> with each.</summary>
    public double MemberDamping { get; init; } = 0.3;

    /// <summary>How much less each pair of a popular item says: by <c>count^−damping</c> of the item it leads from.</summary>
    public double FromDamping { get; init; } = 0.3;

    /// <summary>The same of the item it leads to.</summary>
    public double ToDamping { get; init; } = 0.2;

    /// <summary>What each action further back leaves of what an action says, while answering.</summary>
    public double Recency { get; init; } = 0.6;

    /// <summary>So many of the last actions are looked at in an answer.</summary>
    public int Reach { get; init; } = 20;

    /// <summary>The strongest pairs kept of each item; 8 bytes each.</summary>
    public int Neighbours { get; init; } = 500;

    /// <summary>Threads; the result is the same with any number.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
