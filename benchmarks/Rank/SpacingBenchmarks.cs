using BenchmarkDotNet.Attributes;
using Kaki.Learning.Rank;

namespace Kaki.Benchmarks.Rank;

/// <summary>Two hundred notes of thirty authors and eight categories, put apart.</summary>
public class SpacingBenchmarks
{
    readonly (int Author, int Category)[] notes = Notes();

    readonly Spacing.Rule<(int Author, int Category)>[] rules =
    [
        new(note => note.Author, Window: 8),
        new(note => note.Category, Window: 5, AtMost: 2),
    ];

    [Benchmark]
    public IReadOnlyList<(int Author, int Category)> Spread() => Spacing.Spread(notes, rules);

    static (int, int)[] Notes()
    {
        var random = new Random(5);
        return Enumerable.Range(0, 200).Select(_ => (random.Next(30), random.Next(8))).ToArray();
    }
}
