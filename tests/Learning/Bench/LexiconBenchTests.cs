using Kaki.Learning.Bench;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Bench;

public class LexiconBenchTests
{
    [Fact]
    public void A_line_that_is_no_term_is_passed_over_and_told()
    {
        var folder = Directory.CreateTempSubdirectory("kaki-lexicon").FullName;
        var (terms, text) = (Path.Combine(folder, "terms.txt"), Path.Combine(folder, "text.txt"));
        File.WriteAllLines(terms, ["茶,", "", new string('长', 65), "……", "杯子"]);
        File.WriteAllLines(text, ["一杯茶", "两个杯子"]);
        using var told = new StringWriter();
        LexiconBench.Run(terms, text, told, seconds: 0.01).ShouldContain("\"terms\":2");
        told.ToString().ShouldContain($"{terms}, line 3: a term of 65 characters");
        told.ToString().ShouldContain($"{terms}, line 4: a term without a letter");
    }
}
