using System.Text;
using System.Text.Json;
using Kaki.Learning.Bench;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Bench;

public sealed class DemandBenchTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("kaki-demand-bench").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    string Put(int days)
    {
        var (chance, text) = (new Random(6), new StringBuilder("InvoiceNo,StockCode,Quantity,InvoiceDate\n"));
        for (var day = 0; day < days; day++)
            for (var item = 1; item <= 12; item++)
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{1000 + day},I{item},{1 + chance.Next(2 * item)},{new DateOnly(2020, 1, 1).AddDays(day):yyyy-MM-dd}\n");
        var path = Path.Combine(folder, "lines.csv");
        File.WriteAllText(path, text.ToString());
        return path;
    }

    [Fact]
    public void Ours_stands_beside_the_naive_method_and_TSB_with_own_and_with_usual_weights()
    {
        var line = DemandBench.Run(Put(120), 14, 10, TextWriter.Null, TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(line);
        var methods = json.RootElement.GetProperty("methods").EnumerateArray().ToDictionary(m => m.GetProperty("name").GetString()!, m => m);
        methods.Keys.ShouldBe(["ShopDemand", "SeasonalNaive", "SeasonalNaive, errors of all items", "TSB", "TSB, errors of all items", "TSB(0.1)", "TSB(0.1), errors of all items"]);
        // even noise: the mean is all there is to know, and repeating the last week is 1.4 times as wrong
        methods["ShopDemand"].GetProperty("rmsse").GetDouble().ShouldBeLessThan(0.85 * methods["SeasonalNaive"].GetProperty("rmsse").GetDouble());
        var least = methods.Where(m => m.Key != "ShopDemand").Min(m => m.Value.GetProperty("rmsse").GetDouble());
        json.RootElement.GetProperty("rmsse_gain").GetDouble().ShouldBe(100 * (1 - methods["ShopDemand"].GetProperty("rmsse").GetDouble() / least), 0.02);
        json.RootElement.GetProperty("pinball_gain").GetDouble().ShouldBeGreaterThanOrEqualTo(json.RootElement.GetProperty("pinball_gain_over_shared").GetDouble());
    }

    [Fact]
    public void Too_few_days_are_refused() =>
        Should.Throw<InvalidDataException>(() => DemandBench.Run(Put(60), 14, 10, TextWriter.Null, TestContext.Current.CancellationToken)).Message.ShouldContain("too few");
}
