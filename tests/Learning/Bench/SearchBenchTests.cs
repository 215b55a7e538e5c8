using System.Text.Json;
using Kaki.Learning.Bench;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Bench;

public class SearchBenchTests
{
    static string File(string text)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("kaki-bench").FullName, "items.json");
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    static JsonElement Run(string documents, string queries) => JsonSerializer.Deserialize<JsonElement>(SearchBench.Run(File(documents), File(queries), TextWriter.Null, default));

    [Theory]
    [InlineData("""[{"id":1,"title":"red dress","text":"cotton"},{"title":"blue"}]""", """["dress","cotton"]""")]
    [InlineData("{\"name\":\"red dress\",\"description\":\"cotton\"}\n\n{\"body\":\"blue\"}\n", "{\"query\":\"dress\"}\n{\"q\":\"cotton\"}")]
    [InlineData("""["red dress cotton", "blue"]""", "\"dress\"\n\"cotton\"")]
    public void Arrays_and_lines_of_texts_and_objects_are_read(string documents, string queries)
    {
        var result = Run(documents, queries);
        result.GetProperty("documents").GetInt32().ShouldBe(2);
        result.GetProperty("hits_per_query").GetDouble().ShouldBe(1);
    }

    [Theory]
    [InlineData("[\"red\", {\"title\": 5}]", "[\"red\"]", "2: holds no text")]
    [InlineData("\"red\"\n{oops", "[\"red\"]", "2: ")]
    [InlineData("[\"red\"", "[\"red\"]", "line 1")]
    [InlineData("[]", "[\"red\"]", "no document")]
    [InlineData("[\"red\"]", "[]", "no query")]
    [InlineData("[\"red\"]", "[{\"id\":1}]", "1: holds no query")]
    public void A_file_that_cannot_be_read_is_refused_with_its_place(string documents, string queries, string reason) =>
        Should.Throw<InvalidDataException>(() => Run(documents, queries)).Message.ShouldContain(reason);
}
