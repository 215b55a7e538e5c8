using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Kaki.Host.Import.Reading;

/// <summary>
/// Rows of a CSV file (RFC 4180), plain or gzipped, whose first line names the columns. What cannot be read is told, with its line,
/// and passed over: a quotation mark that is never closed costs its own line, not all that follow.
/// </summary>
internal static class CsvRows
{
    private const int LongestRow = 40; // lines

    public static IEnumerable<Row<T>> Read<T>(string path, string name, string[] columns, Func<Fields, T> read, Troubles troubles)
    {
        string[]? header = null;
        foreach (var (cells, line) in Records(Lines(path, name, troubles), name, troubles))
        {
            if (header is not null)
            {
                if (Value(header, cells, read, name, line, troubles) is { } row) yield return row;
                continue;
            }
            header = [.. cells.Select(c => c.Trim())];
            if (columns.FirstOrDefault(c => !header.Contains(c)) is not { } missing) continue;
            troubles.Add(name, line, $"there is no column \"{missing}\"; the file is passed over");
            yield break;
        }
    }

    private static IEnumerable<string> Lines(string path, string name, Troubles troubles)
    {
        using var file = File.OpenRead(path);
        using var text = new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        for (var n = 1; ; n++)
        {
            string? line;
            try { line = text.ReadLine(); }
            catch (Exception e) when (e is InvalidDataException or IOException)
            {
                troubles.Add(name, n, "the file is damaged from here on");
                yield break;
            }
            if (line is null) yield break;
            yield return line;
        }
    }

    /// <summary>Lines put together to rows: while a quotation mark is open, the next line belongs to the row.</summary>
    private static IEnumerable<(string[] Cells, int Line)> Records(IEnumerable<string> lines, string name, Troubles troubles)
    {
        var waiting = new Queue<string>();
        using var more = lines.GetEnumerator();
        for (var line = 1; Fill(waiting, more, 1);)
        {
            var (cells, taken) = (Cells(waiting.Peek()), 1);
            while (cells is null && taken < LongestRow && Fill(waiting, more, taken + 1)) cells = Cells(string.Join('\n', waiting.Take(++taken)));
            if (cells is null) (taken, line) = (1, Told(name, line, troubles));
            else if (cells is not [""]) yield return (cells, line);
            for (var n = 0; n < taken; n++) waiting.Dequeue();
            line += taken;
        }
    }

    private static bool Fill(Queue<string> waiting, IEnumerator<string> more, int wanted)
    {
        while (waiting.Count < wanted && more.MoveNext()) waiting.Enqueue(more.Current);
        return waiting.Count >= wanted;
    }

    private static int Told(string name, int line, Troubles troubles)
    {
        troubles.Add(name, line, "a quotation mark is never closed");
        return line;
    }

    /// <returns>Null while a quotation mark is open.</returns>
    private static string[]? Cells(string row)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var inside = false;
        for (var i = 0; i < row.Length; i++)
        {
            if (row[i] == '"' && inside && i + 1 < row.Length && row[i + 1] == '"') cell.Append(row[i++]);
            else if (row[i] == '"' && (inside || cell.Length == 0)) inside = !inside;
            else if (row[i] == ',' && !inside)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else cell.Append(row[i]);
        }
        cells.Add(cell.ToString());
        return inside ? null : [.. cells];
    }

    private static Row<T>? Value<T>(string[] header, string[] cells, Func<Fields, T> read, string name, int line, Troubles troubles)
    {
        try
        {
            if (cells.Length != header.Length) throw new RowWrong($"{cells.Length} fields where the first line names {header.Length}");
            if (cells.Any(c => c.Contains('\uFFFD'))) throw new RowWrong("it is not UTF-8");
            return new(read(new Fields(header, cells)), name, line);
        }
        catch (RowWrong wrong)
        {
            troubles.Add(name, line, wrong.Message);
            return null;
        }
    }
}

/// <summary>The fields of one row by the name of their column.</summary>
internal readonly struct Fields(string[] header, string[] cells)
{
    public string this[string column] => cells[Array.IndexOf(header, column)].Trim();

    /// <exception cref="RowWrong">It is empty.</exception>
    public string Needed(string column) => this[column] is { Length: > 0 } text ? text : throw new RowWrong(column.Length == 0 ? "the first field is empty" : $"{column} is empty");

    /// <exception cref="RowWrong">It is no whole number between <paramref name="least"/> and <paramref name="most"/>.</exception>
    public int Number(string column, int least, int most) =>
        int.TryParse(this[column], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) && n >= least && n <= most
            ? n : throw new RowWrong($"{column} is \"{this[column]}\", not a number from {least} to {most}");
}
