using Kaki.Host.Import.Reading;

namespace Kaki.Tests.Host.Import.Reading;

public sealed class JsonRowsTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();
    private readonly Troubles troubles = new(TextWriter.Null);

    [Fact]
    public void Each_object_is_read_by_itself_and_knows_its_line()
    {
        Read("[\n{ \"name\": \"a } { \\\" b\" },\n\n  {\n    \"name\": \"c\", \"in\": { \"x\": [1] } }\n]").ShouldBe([("a } { \" b", 2), ("c", 4)]);
        troubles.Count.ShouldBe(0);
    }

    [Fact]
    public void A_broken_object_is_told_with_the_line_it_breaks_at_and_costs_only_itself()
    {
        Read("[\n{ \"name\": \"a\" },\n{\n \"name\": \"b\n},\n{ \"name\": 3 },\n{ \"name\": \"d\" }\n]").ShouldBe([("a", 2), ("d", 7)]);
        troubles.Listed.Select(t => t.Line).ShouldBe([4, 6]);
    }

    [Fact]
    public void An_object_that_never_ends_is_told_where_it_began()
    {
        Read("[\n{ \"name\": \"a\" },\n{ \"name\": \"b\"\n").ShouldBe([("a", 2)]);
        troubles.Listed.ShouldHaveSingleItem().Line.ShouldBe(3);
    }

    private List<(string, int)> Read(string text)
    {
        File.WriteAllText(path, text);
        return [.. JsonRows.Read(path, "file", r => r.Text("name"), troubles).Select(r => (r.Value, r.Line))];
    }

    public void Dispose() => File.Delete(path);
}
