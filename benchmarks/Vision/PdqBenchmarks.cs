using BenchmarkDotNet.Attributes;
using Kaki.Learning.Bench;
using Kaki.Learning.Vision;

namespace Kaki.Benchmarks.Vision;

/// <summary>A picture of 1080 by 1080 pixels: its hash, its eight, and its fingerprint.</summary>
public class PdqBenchmarks
{
    readonly BenchPicture picture = MadeUpPicture.Draw(1080, 1080, 5);

    [Benchmark(Baseline = true)]
    public PdqResult Of() => Pdq.Of(picture.Pixels);

    [Benchmark]
    public (PdqHash[] Hashes, int Quality) EightOf() => Pdq.EightOf(picture.Pixels);

    [Benchmark]
    public Fingerprint FingerprintOf() => Fingerprint.Of(picture.Pixels);
}
