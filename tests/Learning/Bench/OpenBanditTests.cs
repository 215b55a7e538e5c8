using System.Text.Json;
using Kaki.Learning.Bench;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Bench;

/// <summary>On the Open Bandit Dataset's sample, which lies beside the project in <c>../shared/data/explore/women</c> and is not part of it; skipped where it is absent.</summary>
public class OpenBanditTests
{
    static string? Folder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Kaki.slnx"))) return Path.Combine(at.FullName, "..", "shared", "data", "explore", "women");
        return null;
    }

    [Fact]
    public void The_random_log_tells_the_Thompson_policys_rate()
    {
        var folder = Folder();
        Assert.SkipUnless(Directory.Exists(folder), "../shared/data/explore/women is not here.");
        var line = OffPolicyBench.Run(Path.Combine(folder!, "random.csv.gz"), Path.Combine(folder!, "bts.csv.gz"), TextWriter.Null, TestContext.Current.CancellationToken, draws: 200);
        var result = JsonDocument.Parse(line).RootElement;
        result.GetProperty("true_rate").GetDouble().ShouldBe(0.0046, 1e-9);
        result.GetProperty("covered").GetBoolean().ShouldBeTrue();
        foreach (var told in result.GetProperty("estimates").EnumerateArray()) told.GetProperty("high").GetDouble().ShouldBeLessThan(0.012, "an interval that says something");
    }
}
