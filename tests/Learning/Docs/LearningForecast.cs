using Kaki.Learning.Forecast;
using Kaki.Learning.Forecast.Combine;
using Kaki.Learning.Forecast.Demand;

namespace Kaki.Learning.Tests.Docs;

#pragma warning disable // what a page shows is not written for this house's analysers

static class LearningForecast
{
    public static void Run(string path)
    {
        double[] sales = [12, 9, 14, 11, 10, 21, 25, 13, 8, 15, 12, 11, 23, 24, 11, 10, 13, 12, 9, 22, 27]; // units a day, oldest first
        var model = Combination.Default.Fit(sales, season: 7);               // a week of days; 12 for months, 1 for no season
        var next = model.Forecast(14);                                       // two weeks
        Console.WriteLine($"tomorrow {next.Mean[0]:0.0}");
        var (low, high) = next.Interval(step: 0, level: 0.95);               // nineteen times in twenty between these
        var lead = LeadTimeDemand.Of(next, steps: 4, stepsDeviation: 1);     // goods take four days, give or take one
        var reorder = Replenishment.ReorderPoint(lead, service: 0.95);       // order when so many are left
        FittedFile.Save(path, model);
        var same = FittedFile.Load(path);                                    // foretells the same
    }
}
