using System.Text.Json;
using Kaki.Learning.Bench;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Bench;

public class OffPolicyBenchTests
{
    const string Header = "item_id,position,click,propensity_score\n";

    static string File(string text)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("kaki-bandit").FullName, "log.csv");
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Two items in three places; the second is clicked four times as often as the first.</summary>
    static string Log(int seed, double second)
    {
        var chance = new Random(seed);
        return File(Header + string.Concat(Enumerable.Range(0, 4000).Select(_ =>
        {
            var item = chance.NextDouble() < second ? 1 : 0;
            var clicked = chance.NextDouble() < (item == 1 ? 0.4 : 0.1);
            return FormattableString.Invariant($"{item},{chance.Next(3) + 1},{(clicked ? 1 : 0)},{(item == 1 ? second : 1 - second)}\n");
        })));
    }

    static JsonElement Ran(string logged, string target) => JsonDocument.Parse(OffPolicyBench.Run(logged, target, TextWriter.Null, draws: 200)).RootElement;

    [Fact]
    public void A_better_policy_is_told_from_the_log_of_a_worse_one()
    {
        var result = Ran(Log(1, 0.5), Log(2, 0.9));
        result.GetProperty("true_rate").GetDouble().ShouldBe(0.37, 0.03);
        result.GetProperty("logged_rate").GetDouble().ShouldBe(0.25, 0.03);
        result.GetProperty("covered").GetBoolean().ShouldBeTrue();
        foreach (var told in result.GetProperty("estimates").EnumerateArray())
        {
            told.GetProperty("low").GetDouble().ShouldBeGreaterThan(0.3);
            told.GetProperty("high").GetDouble().ShouldBeLessThan(0.45);
        }
    }

    [Theory]
    [InlineData("0,1,2,0.5\n", "line 2: click 2 cannot be")]
    [InlineData("0,1,0,0.5\n0,0,0,0.5\n", "line 3: position 0")]
    [InlineData("x,1,0,0.5\n", "line 2: item_id x")]
    [InlineData("0,1,0,NaN\n", "line 2: propensity NaN")]
    [InlineData("0,1,0\n", "line 2: 3 cells under 4 headings")]
    [InlineData("", "holds no row")]
    public void A_line_that_cannot_be_read_is_named(string rows, string reason)
    {
        var path = File(Header + rows);
        var refused = Should.Throw<InvalidDataException>(() => Ran(path, path)).Message;
        refused.ShouldContain(path);
        refused.ShouldContain(reason);
    }

    [Fact]
    public void A_missing_column_is_named() => Should.Throw<InvalidDataException>(() => Ran(File("item_id,position,click\n"), File(""))).Message.ShouldContain("propensity_score");

    [Fact]
    public void It_ends_early_when_asked() => Should.Throw<OperationCanceledException>(() =>
    {
        var log = Log(1, 0.5);
        OffPolicyBench.Run(log, log, TextWriter.Null, new CancellationToken(canceled: true));
    });
}
