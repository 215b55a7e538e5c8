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
    public void Factorials_are_met()
    {
        Gamma.Log(5).ShouldBe(Math.Log(24), 1e-12);
        Gamma.Log(0.5).ShouldBe(Math.Log(Math.PI) / 2, 1e-12);
        Should.Throw<ArgumentOutOfRangeException>(() => Gamma.Log(0));
    }
}
