namespace Kaki.Learning.Recommend;

/// <summary>How loudly each item speaks for each other: kept for the nearest only (<see cref="NeighbourRows"/>), or, of a small catalogue, for all (<see cref="WholeRows"/>).</summary>
interface IItemWeights
{
    int Items { get; }

    /// <summary>How loudly one item speaks for another; 0 if it does not.</summary>
    float Between(int from, int to);

    /// <summary>Adds what these actions speak for. The inner loop of every answer.</summary>
    void Add(ReadOnlySpan<Signal> actions, Span<float> scores);

    void Write(BinaryWriter to);
}
