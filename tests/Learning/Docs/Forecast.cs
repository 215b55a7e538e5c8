using Kaki.Learning.Forecast;
using Kaki.Learning.Forecast.Combine;
using Kaki.Learning.Forecast.Demand;

namespace Kaki.Learning.Tests.Docs;

#pragma warning disable // what a page shows is not written for this house's analysers

static class Forecast
{
    public static void Show(double[] months, IReadOnlyList<double[]> manySeries, IReadOnlyList<double[]> unitsADay)
    {
        var model = Combination.Default.Fit(months, season: 12);        // the method to reach for; a value a month, oldest first
        var next = model.Forecast(18);                                  // next.Mean[0] is next month
        var (low, high) = next.Interval(0, 0.95);                       // by the models' own deviations
        var measured = Conformal.Forecast(Combination.Default, months, 12, 18); // by its past errors
        var panel = Panel.Learn(manySeries, 12, 18);                    // many alike: choose and calibrate on all
        FittedFile.Save("jumper.model", model);                         // FittedFile.Load gives it back

        var shop = ShopDemand.Learn(unitsADay, horizon: 28);            // daily sales of many items
        var days = Combination.Default.Fit(unitsADay[0], season: 7).Forecast(28);
        var lead = LeadTimeDemand.Of(days, steps: 4, stepsDeviation: 1); // in steps of the forecast: goods take four days
        var order = Replenishment.ReorderPoint(lead, service: 0.95);
    }
}
