using BenchmarkDotNet.Attributes;
using Kaki.Learning.Vision;

namespace Kaki.Benchmarks.Vision;

/// <summary>Whether a picture is one of five hundred, cut out of one of them.</summary>
public class CopyIndexBenchmarks
{
    const int Pictures = 500, Side = 320;

    readonly CopyIndex index = new();
    readonly Fingerprint[] asked = new Fingerprint[20];
    int next;

    [GlobalSetup]
    public void Fill()
    {
        for (var id = 0; id < Pictures; id++)
        {
            var picture = MadeUpPicture.Draw(Side, Side, id);
            index.Put(id, Fingerprint.Of(picture.Pixels));
            if (id >= asked.Length) continue;
            var upper = picture with { Rgb = picture.Rgb[..(3 * Side * Side / 2)], Height = Side / 2 };
            asked[id] = Fingerprint.Of(upper.Pixels, Fingerprint.ToAsk);
        }
    }

    [Benchmark]
    public int Find() => index.Find(asked[++next % asked.Length]).Count;
}
