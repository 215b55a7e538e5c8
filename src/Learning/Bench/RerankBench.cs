using System.Diagnostics;
using Kaki.Learning.Judge;
using Kaki.Learning.Rerank;
using Kaki.Learning.Statistics;

namespace Kaki.Learning.Bench;

/// <summary>How long a list of 20 takes out of 200 candidates, with authors and categories apart and two quotas, and how varied it is.</summary>
/// <remarks>Candidates are drawn around forty topics, by a seed; a topic's worth and its things' go together, as in a feed. Times are the wall's on one thread, the slate's making included; <c>CpuUs</c> is the processor's, which other processes do not lengthen.</remarks>
public static class RerankBench
{
    const int Count = 200, Take = 20, Topics = 40, Slates = 50;

    /// <summary>One reranker's figures: microseconds a list, and means over lists.</summary>
    public sealed record Told(string Reranker, int Dimensions, double CpuUs, double P50Us, double P99Us, double MeanScore, double Diversity);

    /// <summary>What was measured, as it is printed.</summary>
    public sealed record Result(string Bench, int Candidates, int Take, Told[] Lists, double WorstCpuUs);

    static readonly (string Name, IReranker Reranker)[] rerankers =
    [
        ("by_score", new MarginalRelevance(1)), ("mmr", new MarginalRelevance()), ("dpp", new Determinantal()),
        ("ssd", new SlidingSpectrum()), ("ssd_volume", new SlidingSpectrum { Volume = true }),
    ];

    /// <summary>Runs and returns the line of JSON.</summary>
    public static string Run(TextWriter progress, CancellationToken cancel = default, int rounds = 40)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var lists = new List<Told>();
        foreach (var dimensions in new[] { 32, 64 })
        {
            var slates = Enumerable.Range(0, Slates).Select(seed => new Drawn(dimensions, seed)).ToArray();
            foreach (var (name, reranker) in rerankers)
            {
                cancel.ThrowIfCancellationRequested();
                lists.Add(Measured(name, reranker, slates, rounds));
                progress.WriteLine($"{name} in {dimensions} dimensions: {lists[^1].CpuUs} µs of processor");
            }
        }
        return Meter.Line(new Result("rerank", Count, Take, lists.ToArray(), lists.Max(told => told.CpuUs)));
    }

    static Told Measured(string name, IReranker reranker, Drawn[] slates, int rounds)
    {
        // until the compiler has done its best
        for (var warm = 0; warm < 20; warm++)
            foreach (var slate in slates) reranker.Pick(slate.Slate(), Take);
        var times = new double[slates.Length * rounds];
        var (_, cpu) = Meter.Time(() =>
        {
            for (var i = 0; i < times.Length; i++)
            {
                var drawn = slates[i % slates.Length];
                var begun = Stopwatch.GetTimestamp();
                reranker.Pick(drawn.Slate(), Take);
                times[i] = Stopwatch.GetElapsedTime(begun).TotalMicroseconds;
            }
        });
        var picked = slates.Select(drawn => (drawn, reranker.Pick(drawn.Slate(), Take))).ToArray();
        return new(name, slates[0].Dimensions, Math.Round(cpu * 1e6 / times.Length, 1), Math.Round(Meter.Quantile(times, 0.5), 1), Math.Round(Meter.Quantile(times, 0.99), 1),
            Math.Round(picked.Average(list => list.Item2.Average(i => list.drawn.Scores[i])), 4),
            Math.Round(picked.Average(list => ListMetrics.IntraListDiversity(list.Item2, list.drawn.Distance)), 4));
    }

    /// <summary>Candidates as they come from a ranker.</summary>
    sealed class Drawn
    {
        readonly float[] embeddings;
        readonly int[] authors, categories;
        readonly bool[] fresh, sold;

        public Drawn(int dimensions, int seed)
        {
            Dimensions = dimensions;
            var chance = new Random(seed);
            var topics = Enumerable.Range(0, Topics).Select(_ => (Worth: chance.NextNormal(), Centre: Normals(dimensions))).ToArray();
            var topic = Enumerable.Range(0, Count).Select(_ => chance.Next(Topics)).ToArray();
            embeddings = topic.SelectMany(t => topics[t].Centre.Select(x => x + 0.6f * (float)chance.NextNormal())).ToArray();
            Scores = topic.Select(t => (float)(1 / (1 + Math.Exp(-topics[t].Worth - chance.NextNormal())))).ToArray();
            authors = topic.Select(t => t * 3 + chance.Next(3)).ToArray();
            categories = topic.Select(t => t % 8).ToArray();
            (fresh, sold) = (Flags(0.2), Flags(0.3));

            float[] Normals(int n) => Enumerable.Range(0, n).Select(_ => (float)chance.NextNormal()).ToArray();
            bool[] Flags(double share) => Enumerable.Range(0, Count).Select(_ => chance.NextDouble() < share).ToArray();
        }

        public int Dimensions { get; }
        public float[] Scores { get; }

        public Slate Slate() => new(Scores, embeddings, Dimensions)
        {
            Apart = [new(authors, Window: 8), new(categories, Window: 5, AtMost: 2)],
            Quotas = [new(fresh, AtLeast: 2), new(sold, AtMost: 6)],
        };

        public double Distance(int a, int b) =>
            1 - System.Numerics.Tensors.TensorPrimitives.CosineSimilarity<float>(embeddings.AsSpan(a * Dimensions, Dimensions), embeddings.AsSpan(b * Dimensions, Dimensions));
    }
}
