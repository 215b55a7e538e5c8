using System.Text.Json;
using Kaki.Learning.Bench;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Bench;

public class RecommendBenchTests
{
    static string Lines(params string[] lines)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("kaki-bench").FullName, "lists.txt");
        File.WriteAllLines(path, lines);
        return path;
    }

    static JsonElement Run(string train, string test, string? valid = null, int k = 2, string? model = null) =>
        JsonDocument.Parse(RecommendBench.Run(train, test, valid, k, model, TextWriter.Null, default)).RootElement;

    [Fact]
    public void Recall_and_ndcg_are_those_worked_out_by_hand()
    {
        // popular among others than one's own: 10 (3), 11 (2), then 12 and 13 in the order they came
        var train = Lines("1 10 11", "2 10 11", "3 10 12", "4 13");
        // member 3 wants 11 and 13: first and second → 1, 1; member 4 wants 12: behind 10 and 11 → 0, 0; member 2 wants 13 of 13 and an unknown one: second → 1/2
        var line = Run(train, Lines("3 11 13", "4 12", "2 13 99"), model: "popularity");
        line.GetProperty("recall").GetDouble().ShouldBe((1 + 0 + 0.5) / 3, 1e-4);
        var second = 1 / Math.Log2(3);
        line.GetProperty("ndcg").GetDouble().ShouldBe((1 + 0 + second / (1 + second)) / 3, 1e-4);
        line.GetProperty("members").GetInt32().ShouldBe(4);
    }

    [Fact]
    public void The_validation_file_is_learnt_from_and_struck_out()
    {
        var (train, valid, test) = (Lines("1 10 11", "2 10 11", "3 10"), Lines("3 11"), Lines("3 12", "1 12"));
        Run(train, test, valid).GetProperty("actions").GetInt32().ShouldBe(6);
        Run(train, test, valid, k: 1).GetProperty("recall").GetDouble().ShouldBe(1);
    }

    [Theory, InlineData(null), InlineData("item-cosine"), InlineData("member-to-member"), InlineData("popularity")]
    public void Every_model_prints_what_is_asked(string? model)
    {
        var line = Run(Lines("1 10 11", "2 10 11 12", "3 11 12"), Lines("1 12"), model: model);
        line.GetProperty("model").GetString().ShouldBe(model ?? "item-to-item");
        foreach (var name in new[] { "recall", "ndcg", "fit_seconds", "fit_cpu_seconds", "users_per_cpu_second", "p50_us", "p99_us", "peak_rss_mb" })
            line.GetProperty(name).ValueKind.ShouldBe(JsonValueKind.Number);
    }

    [Fact]
    public void A_line_that_cannot_be_read_is_named()
    {
        var bad = Lines("1 2 3", "", "2 7 x9");
        Should.Throw<InvalidDataException>(() => Run(bad, bad)).Message.ShouldBe($"{bad}, line 3: x9 is no whole number.");
    }

    [Fact]
    public void Empty_files_and_models_nobody_knows_are_refused()
    {
        var full = Lines("1 2 3");
        Should.Throw<InvalidDataException>(() => Run(Lines("1"), full));
        Should.Throw<InvalidDataException>(() => Run(full, Lines()));
        Should.Throw<InvalidDataException>(() => Run(full, full, model: "magic")).Message.ShouldContain("item-to-item");
        Should.Throw<InvalidDataException>(() => Run(full, full, k: 0));
        Should.Throw<FileNotFoundException>(() => Run(full + ".none", full));
    }
}
