using Kaki.Learning.Rerank;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Rerank;

public class SlidingSpectrumTests : RerankerContract
{
    protected override IReranker Make() => new SlidingSpectrum(2, window: 6);

    static Slate Random(int count, int dimensions, int seed, int before = 0)
    {
        var chance = new Random(seed);
        float[] Numbers(int n) => Enumerable.Range(0, n).Select(_ => (float)(chance.NextDouble() - 0.5)).ToArray();
        return new(Numbers(count), Numbers(count * dimensions), dimensions, Numbers(before * dimensions));
    }

    [Theory]
    [InlineData(4, 0, false)]
    [InlineData(4, 0, true)]
    [InlineData(7, 3, false)]
    [InlineData(7, 12, true)]
    [InlineData(1, 2, true)]
    [InlineData(100, 5, false)]
    public void Each_place_is_the_one_that_adds_most_to_its_window(int window, int before, bool volume)
    {
        var slate = Random(50, 24, 9, before);
        var picked = new SlidingSpectrum(0.8f, window) { Volume = volume }.Pick(slate, 30);
        for (var place = 0; place < 30; place++)
        {
            var seen = Enumerable.Range(0, before).Select(i => slate.VectorBefore(i).ToArray()).Concat(picked[..place].Select(i => slate.Vector(i).ToArray())).TakeLast(window - 1).ToArray();
            var (basis, span) = Basis(seen);
            double Gain(int i) => slate.Scores[i] + 0.8 * (volume ? span : 1) * Left(slate.Vector(i).ToArray(), basis);
            var best = Enumerable.Range(0, 50).Except(picked[..place]).Max(Gain);
            Gain(picked[place]).ShouldBe(best, 1e-4);
        }
    }

    [Fact]
    public void Repetitions_come_and_leave_without_harm()
    {
        // a window of three over two kinds of direction: copies give rows of nothing, which must leave again
        var slate = new Slate([.9f, .8f, .7f, .6f, .5f, .4f], [1, 0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 1], 2);
        var spectrum = new Spectrum(slate, 2, 6);
        foreach (var i in new[] { 0, 1, 2, 4, 5, 3 }) spectrum.Take(i);
        // the last two are one of each kind: nothing is left of either
        spectrum.Left.ToArray().ShouldAllBe(left => left < 1e-5);
        spectrum.Take(0);
        // now two of the first kind: of the other, 1 − (½)² is left
        spectrum.Left[4].ShouldBe(0.75f, 1e-5f);
        spectrum.Volume.ShouldBe(0);
    }

    [Fact]
    public void Gamma_none_is_the_order_of_scores()
    {
        new SlidingSpectrum(0).Pick(new Slate([1, 3, 2], [1, 0, 1, 0, 1, 0], 2), 3).ShouldBe([1, 2, 0]);
        Should.Throw<ArgumentOutOfRangeException>(() => new SlidingSpectrum(-1));
        Should.Throw<ArgumentOutOfRangeException>(() => new SlidingSpectrum(1, window: 0));
    }

    // Gram–Schmidt from the beginning, in double
    static (List<double[]> Basis, double Volume) Basis(float[][] vectors)
    {
        var (basis, volume) = (new List<double[]>(), 1.0);
        foreach (var vector in vectors)
        {
            var rest = Rest(vector, basis);
            var length = Math.Sqrt(rest.Sum(x => x * x));
            volume *= length;
            basis.Add(rest.Select(x => x / length).ToArray());
        }
        return (basis, volume);
    }

    static double Left(float[] vector, List<double[]> basis) => Math.Sqrt(Rest(vector, basis).Sum(x => x * x));

    static double[] Rest(float[] vector, List<double[]> basis)
    {
        var rest = vector.Select(x => (double)x).ToArray();
        foreach (var row in basis)
        {
            var reach = row.Zip(rest, (a, b) => a * b).Sum();
            rest = rest.Zip(row, (a, b) => a - reach * b).ToArray();
        }
        return rest;
    }
}
