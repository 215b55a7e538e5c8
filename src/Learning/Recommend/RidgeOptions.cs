namespace Kaki.Learning.Recommend;

/// <summary>How <see cref="ItemToItem"/> learns. One set of defaults for catalogues of a few thousand to some hundred thousand items.</summary>
public sealed record RidgeOptions
{
    /// <summary>By how many other items each item may be explained; memory and time grow with it, the time faster.</summary>
    public int Neighbours { get; init; } = 100;

    /// <summary>A catalogue of up to so many items is explained whole, each item by all others: 10 bytes for each pair while it learns, 2 afterwards.</summary>
    public int WholeUpTo { get; init; } = 4096;

    /// <summary>How much less each single action of a busy member says: a member of n actions counts <c>n^−damping</c>. 0 counts all alike.</summary>
    public double MemberDamping { get; init; } = 0.4;

    /// <summary>How strongly weights are drawn to zero, in units of the mean item's evidence.</summary>
    public double Ridge { get; init; } = 4;

    /// <summary>How much more strongly those of popular items are: by <c>evidence^damping</c>.</summary>
    public double ItemDamping { get; init; } = 0.4;

    /// <summary>Members with more actions than this teach nothing: no taste is that wide, and one alone would take longer than all others.</summary>
    public int LongestMember { get; init; } = 5000;

    /// <summary>Threads; the result is the same with any number.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
