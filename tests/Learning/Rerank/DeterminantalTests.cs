using Kaki.Learning.Rerank;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Rerank;

public class DeterminantalTests : RerankerContract
{
    protected override IReranker Make() => new Determinantal(0.3f);

    [Fact]
    public void Each_place_is_the_one_that_raises_the_determinant_most()
    {
        var chance = new Random(5);
        var scores = Enumerable.Range(0, 30).Select(_ => (float)chance.NextDouble()).ToArray();
        var slate = new Slate(scores, Enumerable.Range(0, 30 * 12).Select(_ => (float)(chance.NextDouble() - 0.5)).ToArray(), 12);
        var picked = new Determinantal(0.4f).Pick(slate, 8);
        for (var place = 0; place < 8; place++)
        {
            var before = picked[..place];
            var best = Enumerable.Range(0, 30).Except(before).MaxBy(i => 0.4 * scores[i] + 0.6 * Math.Log(Determinant(slate, [.. before, i]) / Determinant(slate, before)));
            picked[place].ShouldBe(best);
        }
    }

    [Fact]
    public void A_window_forgets_what_has_left_it()
    {
        // two kinds, of which the first is always better: without a window every place after the second repeats something
        var slate = new Slate([1, .9f, .8f, .7f], [1, 0, 0, 1, 1, 0, 0, 1], 2);
        new Determinantal(0.5f, window: 2).Pick(slate, 4).ShouldBe([0, 1, 2, 3]);
    }

    [Fact]
    public void Theta_one_is_the_order_of_scores()
    {
        new Determinantal(1).Pick(new Slate([1, 3, 2], [1, 0, 1, 0, 1, 0], 2), 3).ShouldBe([1, 2, 0]);
        Should.Throw<ArgumentOutOfRangeException>(() => new Determinantal(float.NaN));
    }

    static double Determinant(Slate slate, int[] picked)
    {
        var matrix = picked.Select(a => picked.Select(b => (double)System.Numerics.Tensors.TensorPrimitives.Dot(slate.Vector(a), slate.Vector(b))).ToArray()).ToArray();
        var determinant = 1.0;
        for (var k = 0; k < matrix.Length; k++)
        {
            determinant *= matrix[k][k];
            for (var i = k + 1; i < matrix.Length; i++)
            {
                var factor = matrix[i][k] / matrix[k][k];
                for (var j = k; j < matrix.Length; j++) matrix[i][j] -= factor * matrix[k][j];
            }
        }
        return determinant;
    }
}
