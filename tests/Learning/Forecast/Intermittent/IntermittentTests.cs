using Kaki.Learning.Forecast.Intermittent;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Forecast.Intermittent;

public class IntermittentTests
{
    static readonly double[] everyFourth = [.. Enumerable.Range(0, 200).Select(t => t % 4 == 3 ? 8.0 : 0)];

    [Fact]
    public void Croston_foretells_the_mean_rate_and_the_correction_a_little_less()
    {
        var plain = Croston.Plain.Fit(everyFourth, 1).Forecast(1).Mean[0];
        plain.ShouldBe(2, 0.01);
        var corrected = Croston.Corrected.Fit(everyFourth, 1).Forecast(1).Mean[0];
        corrected.ShouldBeLessThan(plain);
        corrected.ShouldBeGreaterThan(1.4);
    }

    [Fact]
    public void A_long_silence_lowers_TSB_and_not_Croston()
    {
        double[] silent = [.. everyFourth, .. new double[60]];
        new Tsb().Fit(silent, 1).Forecast(1).Mean[0].ShouldBeLessThan(0.7 * Croston.Plain.Fit(silent, 1).Forecast(1).Mean[0]);
    }

    [Fact]
    public void TSB_with_a_given_weight_is_what_the_hand_works_out()
    {
        // the first sale on the second day: probability ½, size 4; a day without: ½ − 0.1 · ½
        var tsb = new Tsb(0.1);
        tsb.Fit([0, 4, 0], 1).Forecast(1).Mean[0].ShouldBe(0.45 * 4, 1e-12);
        tsb.Name.ShouldBe("TSB(0.1)");
        Should.Throw<ArgumentOutOfRangeException>(() => new Tsb(0));
        Should.Throw<ArgumentOutOfRangeException>(() => new Tsb(double.NaN));
    }
}
