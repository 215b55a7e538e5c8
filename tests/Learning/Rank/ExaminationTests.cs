using Kaki.Learning.Rank;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Rank;

public class ExaminationTests
{
    [Fact]
    public void Places_are_looked_at_as_their_clicks_stand_to_those_of_the_best()
    {
        // with hardly any prior: .20, .10, .05
        Examination.OfPlaces([10_000, 10_000, 10_000], [2000, 1000, 500], prior: 1e-6).ShouldBe([1, 0.5, 0.25], 1e-6);
        // prior 100 at 6 of 30: (4 + 20)/110, (2 + 20)/110, 20/110
        Examination.OfPlaces([10, 10, 10], [4, 2, 0]).ShouldBe([1, 22 / 24.0, 20 / 24.0], 1e-12);
    }

    [Fact]
    public void Without_a_click_no_place_is_thought_worse()
    {
        Examination.OfPlaces([10, 10], [0, 0]).ShouldBe([1.0, 1]);
        Examination.OfPlaces([], []).ShouldBeEmpty();
        Examination.OfPlaces([100, 0], [10, 0]).ShouldBe([1.0, 1], 1e-12);
    }

    [Fact]
    public void Counts_that_cannot_be_are_refused()
    {
        Should.Throw<ArgumentException>(() => Examination.OfPlaces([1], [2]));
        Should.Throw<ArgumentException>(() => Examination.OfPlaces([1], [-1]));
        Should.Throw<ArgumentException>(() => Examination.OfPlaces([1, 2], [1]));
        Should.Throw<ArgumentOutOfRangeException>(() => Examination.OfPlaces([1], [1], prior: 0));
    }

    [Fact]
    public void The_gradient_is_the_derivative_of_the_likelihood()
    {
        static double Loss(double z, bool happened, double e)
        {
            var p = e / (1 + Math.Exp(-z));
            return -Math.Log(happened ? p : 1 - p);
        }
        foreach (var happened in new[] { true, false })
            foreach (var z in new[] { -3.0, 0, 2 })
                Examination.Told(z, happened, 0.3).Gradient.ShouldBe((Loss(z + 1e-6, happened, 0.3) - Loss(z - 1e-6, happened, 0.3)) / 2e-6, 1e-6);
    }

    [Fact]
    public void Where_the_model_is_most_wrong_it_learns_most()
    {
        Examination.Told(30, false, 1).Gradient.ShouldBe(1, 1e-9);
        Examination.Told(-30, true, 1).Gradient.ShouldBe(-1, 1e-9);
        // right and sure: next to nothing, but not nothing
        Examination.Told(30, true, 1).Gradient.ShouldBe(-Math.Exp(-30), 1e-20);
        Examination.Told(-30, false, 1).Gradient.ShouldBe(Math.Exp(-30), 1e-20);
        // perhaps it was not looked at: e·q / (1 − e + e·q)
        Examination.Told(30, false, 0.5).Gradient.ShouldBe(Math.Exp(-30), 1e-20);
        foreach (var z in (double[])[-1000, 1000])
            foreach (var happened in (bool[])[true, false])
                double.IsFinite(Examination.Told(z, happened, 1).Gradient).ShouldBeTrue();
    }
}
