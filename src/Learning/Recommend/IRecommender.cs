namespace Kaki.Learning.Recommend;

/// <summary>What every recommender does: given what somebody did lately, name the things that fit best.</summary>
/// <remarks>
/// Nothing is known of the member but the actions handed in, so the next like changes the next answer, and somebody who came a minute ago is served like everybody else.
/// Things are numbered 0 to <see cref="Items"/> − 1; who has ids keeps a table beside the model. May be asked from several threads at once.
/// </remarks>
public interface IRecommender
{
    /// <summary>How many things it knows.</summary>
    int Items { get; }

    /// <summary>Fills <paramref name="best"/> with the things that fit best, best first, and says how many there are.</summary>
    /// <param name="actions">
    /// In any order (for a model of sequences: oldest first). An unknown thing, and a weight that is not a number, says nothing; a thing twice counts twice.
    /// What is in here is never in the answer.
    /// </param>
    /// <param name="best">As many as are wanted. With actions that lead nowhere, or none, popular things fill it; equal scores stand in the order of their numbers.</param>
    /// <returns>How many of <paramref name="best"/> are filled; fewer only when the catalogue ends.</returns>
    int Recommend(ReadOnlySpan<Signal> actions, Span<Scored> best);
}
