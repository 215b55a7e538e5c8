using Kaki.Learning.Statistics;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Statistics;

public class GammaTests
{
    [Fact]
    public void Tables_of_chi_square_are_met()
    {
        Gamma.ChiSquareTail(3.841458820694124, 1).ShouldBe(0.05, 1e-10);
        Gamma.ChiSquareTail(9.487729036781154, 4).ShouldBe(0.05, 1e-10);
        Gamma.ChiSquareTail(0, 3).ShouldBe(1);
    }

    [Fact]
    public void Nothing_lies_beyond_infinity()
    {
        Gamma.UpperTail(0.5, double.PositiveInfinity).ShouldBe(0);
        Gamma.UpperTail(0.5, double.MaxValue).ShouldBe(0);
        Gamma.UpperTail(3, 1e6).ShouldBe(0);
        NormalLaw.Below(double.PositiveInfinity).ShouldBe(1);
        NormalLaw.Below(double.NegativeInfinity).ShouldBe(0);
        NormalLaw.Below(1e200).ShouldBe(1);
        NormalLaw.Below(double.NaN).ShouldBe(double.NaN);
        NormalLaw.Below(-1.959963984540054).ShouldBe(0.025, 1e-12);
    }

    [Fact]
    public void Factorials_are_met()
    {
        Gamma.Log(5).ShouldBe(Math.Log(24), 1e-12);
        Gamma.Log(0.5).ShouldBe(Math.Log(Math.PI) / 2, 1e-12);
        Should.Throw<ArgumentOutOfRangeException>(() => Gamma.Log(0));
    }
}
