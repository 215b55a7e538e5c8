using BenchmarkDotNet.Attributes;
using Kaki.Learning.Vision;

namespace Kaki.Benchmarks.Vision;

/// <summary>What lies within 31 bits of a hash, among a million.</summary>
public class PdqIndexBenchmarks
{
    const int Hashes = 1_000_000;

    readonly PdqIndex index = new();
    readonly PdqHash[] asked = new PdqHash[1_000];
    int next;

    [GlobalSetup]
    public void Fill()
    {
        var random = new Random(5);
        for (var id = 0; id < Hashes; id++)
        {
            var hash = new PdqHash((ulong)random.NextInt64(), (ulong)random.NextInt64(), (ulong)random.NextInt64(), (ulong)random.NextInt64());
            index.Put(id, hash);
            // near one of them
            if (id < asked.Length) asked[id] = hash with { Word0 = hash.Word0 ^ 0xFFFF };
        }
    }

    [Benchmark]
    public int Within() => index.Within(asked[++next % asked.Length]).Count;
}
