using Kaki.Learning.Recommend;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Recommend;

public class LinearAlgebraTests
{
    // M·Mᵀ + 1: symmetric and positive definite
    static float[] Definite(int size, int seed)
    {
        var chance = new Random(seed);
        var root = Enumerable.Range(0, size * size).Select(_ => chance.NextSingle() - 0.5f).ToArray();
        var matrix = new float[size * size];
        for (var i = 0; i < size; i++)
            for (var j = 0; j < size; j++)
                matrix[i * size + j] = (i == j ? 1 : 0) + Enumerable.Range(0, size).Sum(t => root[i * size + t] * root[j * size + t]);
        return matrix;
    }

    [Theory, InlineData(1), InlineData(7), InlineData(64), InlineData(65), InlineData(150)]
    public void A_matrix_times_its_inverse_is_one(int size)
    {
        var matrix = Definite(size, size);
        var inverse = (float[])matrix.Clone();
        SymmetricInverse.Invert(inverse, size, null, new());
        for (var i = 0; i < size; i++)
            for (var j = 0; j < size; j++)
                Enumerable.Range(0, size).Sum(t => matrix[i * size + t] * inverse[t * size + j]).ShouldBe(i == j ? 1 : 0, 1e-3f);
    }

    [Fact]
    public void A_matrix_that_is_not_definite_is_refused() =>
        Should.Throw<ArithmeticException>(() => SymmetricInverse.Invert([1, 2, 2, 1], 2, null, new()));

    [Theory, InlineData(1), InlineData(5), InlineData(40)]
    public void Conjugate_gradients_solve_what_the_inverse_solves(int size)
    {
        var matrix = Definite(size, 11);
        var right = Enumerable.Range(0, size).Select(i => i - 2f).ToArray();
        var diagonal = Enumerable.Range(0, size).Select(i => matrix[i * size + i]).ToArray();
        for (var i = 0; i < size; i++) matrix[i * size + i] = 0;
        var answer = new float[size];
        ConjugateGradient.Solve(matrix, diagonal, (float[])right.Clone(), answer);
        for (var i = 0; i < size; i++)
            (diagonal[i] * answer[i] + Enumerable.Range(0, size).Sum(t => matrix[i * size + t] * answer[t])).ShouldBe(right[i], 0.02f);
    }

    [Fact]
    public void Nothing_to_explain_is_explained_by_nothing()
    {
        var answer = new float[2];
        ConjugateGradient.Solve([0, 0, 0, 0], [1, 1], new float[2], answer);
        answer.ShouldBe([0, 0]);
    }
}
