using System.IO.Compression;
using System.Text.Json;
using Kaki.Learning.Bench;
using Shouldly;
using Xunit;

namespace Kaki.Learning.Tests.Bench;

public sealed class ForecastFilesTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("kaki-forecast").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    string Put(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    string Refused(string train, string test) => Should.Throw<InvalidDataException>(() => SeriesCsv.Read(Put("train.csv", train), Put("test.csv", test), 1)).Message;

    [Fact]
    public void Quoted_cells_empty_ends_and_another_order_are_read()
    {
        var set = SeriesCsv.Read(Put("train.csv", "\"V1\",\"V2\",\"V3\"\n\"H1\",\"1\",2.5\n\"H,2\",3,,\n\n"), Put("test.csv", "V1,V2\n\"H,2\",9\nH1,8,NA\n"), 24);
        set.Series.Select(s => s.Name).ShouldBe(["H1", "H,2"]);
        set.Series[0].History.ShouldBe([1, 2.5]);
        set.Series[0].Future.ShouldBe([8]);
        set.Series[1].Future.ShouldBe([9]);
    }

    [Fact]
    public void Where_no_name_agrees_the_order_counts() =>
        SeriesCsv.Read(Put("train.csv", "h\na,1\nb,2\n"), Put("test.csv", "h\nx,3\ny,4\n"), 1).Series[1].Future.ShouldBe([4]);

    [Fact]
    public void A_line_that_cannot_be_read_is_named_with_its_reason()
    {
        Refused("h\na,1,two,3\n", "h\na,1\n").ShouldContain("train.csv, line 2: cell 3 is no finite number: \"two\"");
        Refused("h\na,1,,3\n", "h\na,1\n").ShouldContain("line 2: cell 3");
        Refused("h\na,1\n", "h\na,Infinity\n").ShouldContain("test.csv, line 2");
        Refused("h\na\n", "h\na,1\n").ShouldContain("has no values");
        Refused("h\n\"a,1\n", "h\na,1\n").ShouldContain("quotation mark");
        Refused("h\na,1\nb,2\n", "h\na,1\n").ShouldContain("holds no series b");
        Refused("h\na,1\n", "h\na,1\na,2\n").ShouldContain("twice");
        Refused("h\na,1\nb,2\n", "h\nx,1\n").ShouldContain("no name agrees");
        Refused("", "h\na,1\n").ShouldContain("holds no series");
    }

    [Fact]
    public void The_M3_file_is_refused_with_its_place()
    {
        Should.Throw<InvalidDataException>(() => M3File.Read(Put("m3.json", "{\n\"N1\": {"))).Message.ShouldContain("m3.json, line 2");
        Should.Throw<InvalidDataException>(() => M3File.Read(Put("m3.json", "{\"N1\": {\"x\": [1]}}"))).Message.ShouldContain("series N1");
        Should.Throw<InvalidDataException>(() => M3File.Read(Put("m3.json", "[]"))).Message.ShouldContain("an object of series");
    }

    [Fact]
    public void A_bench_measures_series_it_knows_nothing_of()
    {
        var train = "h\n" + string.Join('\n', Enumerable.Range(0, 12).Select(s => $"s{s}," + string.Join(',', Enumerable.Range(0, 40).Select(t => 100 + s + 10 * (t % 4) + (t * 7 + s) % 3)))) + "\nzeros," + string.Join(',', new int[40]) + "\nshort,5\n";
        var test = "h\n" + string.Join('\n', Enumerable.Range(0, 12).Select(s => $"s{s}," + string.Join(',', Enumerable.Range(40, 8).Select(t => 100 + s + 10 * (t % 4) + (t * 7 + s) % 3)))) + "\nzeros,0,0\nshort,6\n";
        using var line = JsonDocument.Parse(ForecastBench.RunCsv(Put("train.csv", train), Put("test.csv", test), 4, TextWriter.Null, TestContext.Current.CancellationToken));
        var frequency = line.RootElement.GetProperty("frequencies")[0];
        frequency.GetProperty("series").GetInt32().ShouldBe(14);
        frequency.GetProperty("smape").GetDouble().ShouldBeLessThan(4);
        frequency.GetProperty("mase").GetDouble().ShouldBeLessThan(8);
        Should.Throw<InvalidDataException>(() => ForecastBench.RunCsv("a", "b", 0, TextWriter.Null, TestContext.Current.CancellationToken));
    }

    const string Header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

    [Fact]
    public void Invoice_lines_become_units_a_day_without_what_was_cancelled()
    {
        var path = Path.Combine(folder, "lines.csv.gz");
        using (var zip = new StreamWriter(new GZipStream(File.Create(path), CompressionMode.Compress)))
            zip.Write(Header + "1,A,\"MUG, RED\",6,2011-01-01 08:26:00,2.5,1.0,UK\n2,A,x,4,2011-01-01 09:00:00,2,,UK\nC3,A,x,-4,2011-01-02 09:00:00,2,,UK\n4,A,x,1,2011-01-03 09:00:00,2,,UK\n");
        var lines = InvoiceLines.Read(path);
        lines.Daily()["A"].ShouldBe([10, 0, 1]);
        lines.Cancelled.ShouldBe(1);
    }

    [Fact]
    public void An_order_taken_back_on_its_day_is_no_demand_and_a_later_return_takes_nothing_away()
    {
        var lines = Daily("1,A,x,74215,2011-01-01 10:01:00,1,7,UK\nC2,A,x,-74215,2011-01-01 10:17:00,1,7,UK\n3,A,x,5,2011-01-01 11:00:00,1,8,UK\nC4,A,x,-5,2011-01-02 11:00:00,1,8,UK\n5,A,x,3,2011-01-02 12:00:00,1,9,UK\n");
        lines.ShouldHaveSingleItem().Value.ShouldBe([5, 3]);
    }

    [Fact]
    public void An_order_billed_anew_is_not_ordered_twice()
    {
        var lines = Daily("1,A,x,30,2011-01-01 10:01:00,1,7,UK\nC2,A,x,-30,2011-01-03 10:17:00,1,7,UK\n3,A,x,30,2011-01-03 10:20:00,1,7,UK\n");
        lines["A"].ShouldBe([30, 0, 0]);
    }

    [Fact]
    public void Stock_found_and_postage_are_no_demand()
    {
        var lines = Daily("1,A,x,6,2011-01-01,2,7,UK\n2,A,found,400,2011-01-01,0.0,,UK\n3,POST,x,3,2011-01-01,18,7,UK\n4,A,lost,-9,2011-01-01,0.0,,UK\n");
        lines.ShouldHaveSingleItem().Value.ShouldBe([6]);
    }

    [Fact]
    public void Lines_without_price_and_customer_are_taken_as_they_are() =>
        InvoiceLines.Read(Put("few.csv", "InvoiceNo,StockCode,Quantity,InvoiceDate\n1,A,6,2011-01-01\nC2,A,-6,2011-01-01\n")).Daily()["A"].ShouldBe([6]);

    SortedDictionary<string, double[]> Daily(string text) => InvoiceLines.Read(Put("lines.csv", Header + text)).Daily();

    [Fact]
    public void An_invoice_line_that_cannot_be_read_is_named()
    {
        string Refused(string text) => Should.Throw<InvalidDataException>(() => InvoiceLines.Read(Put("lines.csv", text))).Message;
        Refused(Header + "1,A,x,six,2011-01-01,1,1,UK\n").ShouldContain("lines.csv, line 2: the quantity is no number: \"six\"");
        Refused(Header + "1,A,x,6,yesterday,1,1,UK\n").ShouldContain("the date cannot be read");
        Refused(Header + "1,A,x\n").ShouldContain("3 cells instead of 8");
        Refused("A,B\n1,2\n").ShouldContain("no column InvoiceNo");
        Refused(Header).ShouldContain("holds no sale");
        File.WriteAllBytes(Path.Combine(folder, "torn.gz"), [0x1f, 0x8b, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9]);
        Should.Throw<InvalidDataException>(() => InvoiceLines.Read(Path.Combine(folder, "torn.gz"))).Message.ShouldContain("torn.gz");
    }
}
