using Kaki.Learning.Text;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Text;

public class SearchSetTests
{
    public static TheoryData<bool, string, string> Lines()
    {
        var data = new TheoryData<bool, string, string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Text", "search.tsv")))
        {
            if (line.StartsWith('#')) continue;
            var cells = line.Split('\t');
            data.Add(cells[0] switch { "hit" => true, "miss" => false, _ => throw new FormatException(line) }, cells[1], cells[2]);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_query_finds_what_it_means_and_nothing_else(bool hit, string query, string document)
    {
        var parsed = QueryParser.Parse(query);
        parsed.Matches(Analyser.Default.Cut(document, CutMode.Index)).ShouldBe(hit);
        if (hit) Highlight.Ranges(document, parsed).ShouldNotBeEmpty();
    }
}
