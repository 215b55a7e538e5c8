using System.IO.Compression;
using Kaki.Host.Import.Reading;

namespace Kaki.Tests.Host.Import.Reading;

public sealed class CsvRowsTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();
    private readonly Troubles troubles = new(TextWriter.Null);

    [Fact]
    public void Quoted_fields_keep_commas_quotation_marks_and_line_breaks()
    {
        Read("a,b\n1,\"x, \"\"y\"\"\nz\"\r\n2,w\n").ShouldBe([("1", "x, \"y\"\nz", 2), ("2", "w", 4)]);
        troubles.Count.ShouldBe(0);
    }

    [Fact]
    public void A_quotation_mark_that_is_never_closed_costs_its_own_line_alone()
    {
        Read("a,b\n1,one\n2,\"two\n3,three\n" + string.Concat(Enumerable.Range(4, 60).Select(n => $"{n},more\n"))).Count.ShouldBe(62);
        troubles.Listed.Select(t => t.Line).ShouldBe([3]);
    }

    [Fact]
    public void Rows_of_another_width_or_encoding_are_told_and_passed_over()
    {
        File.WriteAllBytes(path, [.. "a,b\n1\n2,x,y\n3,"u8, 0xff, .. "\n4,fine\n\n"u8]);
        All().ShouldBe([("4", "fine", 5)]);
        troubles.Listed.Select(t => t.Line).ShouldBe([2, 3, 4]);
    }

    [Fact]
    public void A_file_without_the_columns_is_passed_over_whole()
    {
        Read("a,c\n1,2\n").ShouldBeEmpty();
        troubles.Listed.ShouldHaveSingleItem().Why.ShouldContain("\"b\"");
    }

    [Fact]
    public void Of_a_torn_archive_the_rows_before_the_tear_are_read()
    {
        using var packed = new MemoryStream();
        var rows = string.Concat(Enumerable.Range(0, 20_000).Select(n => $"{n},{n * 7919 % 10_007}\n"));
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(System.Text.Encoding.UTF8.GetBytes("a,b\n" + rows));
        var torn = path + ".gz";
        File.WriteAllBytes(torn, packed.ToArray()[..(int)(packed.Length / 2)]);
        var read = CsvRows.Read(torn, "torn", ["a", "b"], f => f["a"], troubles).ToList();
        File.Delete(torn);
        read.Count.ShouldBeInRange(1, 19_999);
        read.Select(r => r.Value).ShouldBe(Enumerable.Range(0, read.Count).Select(n => n.ToString()));
    }

    private List<(string, string, int)> Read(string text)
    {
        File.WriteAllText(path, text);
        return All();
    }

    private List<(string, string, int)> All() => [.. CsvRows.Read(path, "file", ["a", "b"], f => (f["a"], f["b"]), troubles).Select(r => (r.Value.Item1, r.Value.Item2, r.Line))];

    public void Dispose() => File.Delete(path);
}
