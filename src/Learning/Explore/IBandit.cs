namespace Kaki.Learning.Explore;

/// <summary>A policy that must learn which of its arms pays while it plays them.</summary>
/// <remarks>
/// Arms are numbered from 0. A context is what is known before the choice: always <see cref="Dimensions"/> finite numbers, the first
/// usually 1 for the constant; none for a policy that looks at nothing. Not safe for two writers at once; readers beside a writer see
/// a mixture of before and after.
/// </remarks>
public interface IBandit
{
    /// <summary>How many there are, at least one.</summary>
    int Arms { get; }

    /// <summary>Numbers in a context.</summary>
    int Dimensions { get; }

    /// <summary>Writes a score for each arm, larger is better: a draw where the policy draws, a bound where it is an optimist.</summary>
    /// <exception cref="ArgumentException">The context has another length or is not finite, or there is not one place per arm.</exception>
    void Score(ReadOnlySpan<double> context, Random chance, Span<double> scores);

    /// <summary>Takes in what an arm paid.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such arm, or the reward is not one this policy can learn from.</exception>
    /// <exception cref="ArgumentException">The context has another length or is not finite.</exception>
    void Learn(int arm, ReadOnlySpan<double> context, double reward);

    /// <summary>Writes the model in the form of <see cref="Models.ModelFile"/>.</summary>
    void Save(Stream to);

    /// <summary>Writes it to <paramref name="path"/>, whole or not at all, in the place of what lies there.</summary>
    void Save(string path);
}
