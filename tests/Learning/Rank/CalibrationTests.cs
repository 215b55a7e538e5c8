using Kaki.Learning.Rank;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Rank;

public class CalibrationTests
{
    static double Logistic(double z) => 1 / (1 + Math.Exp(-z));

    static Calibration Taught(double slope, double offset, int examples, double examined = 1, Calibration? upon = null)
    {
        var (calibration, chance) = (upon ?? new(), new Random(4));
        for (var i = 0; i < examples; i++)
        {
            var z = chance.NextDouble() * 6 - 4;
            calibration.Learn(z, chance.NextDouble() < examined * Logistic(slope * z + offset), examined, memory: 20_000);
        }
        return calibration;
    }

    [Fact]
    public void An_overconfident_model_is_drawn_to_the_middle()
    {
        var (a, b) = Taught(0.5, -1, 100_000).Line;
        a.ShouldBe(0.5f, 0.05f);
        b.ShouldBe(-1, 0.1f);
    }

    [Fact]
    public void What_is_seldom_looked_at_is_not_taken_for_unwanted()
    {
        var (a, b) = Taught(0.5, -1, 200_000, examined: 0.3).Line;
        a.ShouldBe(0.5f, 0.08f);
        b.ShouldBe(-1, 0.15f);
    }

    [Fact]
    public void It_follows_a_model_that_changes()
    {
        var (a, b) = Taught(2, 0.5, 100_000, upon: Taught(0.5, -1, 100_000)).Line;
        a.ShouldBe(2, 0.2f);
        b.ShouldBe(0.5f, 0.2f);
    }

    [Fact]
    public void Before_anything_was_seen_nothing_is_changed() => new Calibration().Line.ShouldBe((1f, 0f));
}
