using System.Text.Json;
using Kaki.Learning.Bench;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Bench;

public class NextItemBenchTests
{
    static string Lines(params string[] lines)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("kaki-bench").FullName, "sequences.txt");
        File.WriteAllLines(path, lines);
        return path;
    }

    static JsonElement Run(string file, int k = 2) => JsonDocument.Parse(NextItemBench.Run(file, k, TextWriter.Null, default)).RootElement;

    [Fact]
    public void The_last_item_is_held_out_and_found_where_others_taught_it()
    {
        // members 1 to 3 teach 5 → 6 → 7 before the last; member 4 ends with 7 after 5, 6
        var line = Run(Lines("1 5 6 7 1", "2 5 6 7 2", "3 5 6 7 3", "4 5 6 7"), k: 1);
        line.GetProperty("members").GetInt32().ShouldBe(4);
        // 1, 2 and 3 stand nowhere else
        line.GetProperty("hit_rate").GetDouble().ShouldBe(0.25);
        line.GetProperty("ndcg").GetDouble().ShouldBe(0.25);
    }

    [Fact]
    public void A_tie_counts_against_the_model()
    {
        // after 5, 6 both 7 and 8 were seen once, at the same distance: whichever is wanted, the other stands before it
        var line = Run(Lines("1 5 6 7 1", "2 5 6 8 2", "3 5 6 7"), k: 1);
        line.GetProperty("hit_rate").GetDouble().ShouldBe(0);
        Run(Lines("1 5 6 7 1", "2 5 6 8 2", "3 5 6 7"), k: 2).GetProperty("hit_rate").GetDouble().ShouldBe(0.3333);
    }

    [Fact]
    public void Too_short_sequences_and_lines_that_cannot_be_read_are_refused()
    {
        Should.Throw<InvalidDataException>(() => Run(Lines("1 2 3", "2 1")));
        Should.Throw<InvalidDataException>(() => Run(Lines("1 2 3 4", "2 1 z"))).Message.ShouldContain("line 2: z");
    }
}
