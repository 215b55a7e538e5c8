using System.Globalization;
using System.IO.Compression;

namespace Kaki.Learning.Bench;

/// <summary>Units a day of every item, from a shop's invoice lines: CSV with the columns InvoiceNo, StockCode, Quantity and InvoiceDate in any order, plain or gzipped.</summary>
/// <remarks>A line with a quantity not above zero, or of an invoice that starts with C, takes back an earlier one: it is no demand and is passed over. Every day from the first to the last counts, those without a line as zero.</remarks>
internal sealed class InvoiceLines
{
    readonly Dictionary<string, Dictionary<DateOnly, double>> units = [];

    public DateOnly First { get; private set; } = DateOnly.MaxValue;

    public DateOnly Last { get; private set; } = DateOnly.MinValue;

    public int Days => Last.DayNumber - First.DayNumber + 1;

    public int Cancelled { get; private set; }

    public IEnumerable<string> Items => units.Keys;

    public double[] Daily(string item)
    {
        var days = new double[Days];
        foreach (var (day, quantity) in units[item]) days[day.DayNumber - First.DayNumber] = quantity;
        return days;
    }

    /// <exception cref="InvalidDataException">A column is missing or a line cannot be read; file, line and reason are named.</exception>
    public static InvoiceLines Read(string path)
    {
        var lines = new InvoiceLines();
        try
        {
            using var file = File.OpenRead(path);
            using var text = new StreamReader(IsGzip(file) ? new GZipStream(file, CompressionMode.Decompress) : file);
            lines.Read(path, text);
        }
        catch (InvalidDataException wrong) when (!wrong.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path}: {wrong.Message}");
        }
        return lines.units.Count > 0 ? lines : throw new InvalidDataException($"{path} holds no sale.");
    }

    static bool IsGzip(FileStream file)
    {
        var (first, second) = (file.ReadByte(), file.ReadByte());
        file.Position = 0;
        return (first, second) == (0x1f, 0x8b);
    }

    void Read(string path, TextReader text)
    {
        var reader = new CsvLines(path, text);
        var header = reader.Next() ?? throw new InvalidDataException($"{path} is empty.");
        var (invoice, code, quantity, date) = (Column("InvoiceNo"), Column("StockCode"), Column("Quantity"), Column("InvoiceDate"));
        while (reader.Next() is { } cells)
        {
            if (cells.Count != header.Count) throw new InvalidDataException($"{path}, line {reader.Line}: {cells.Count} cells instead of {header.Count}.");
            if (!double.TryParse(cells[quantity], NumberStyles.Float, CultureInfo.InvariantCulture, out var count) || !double.IsFinite(count))
                throw new InvalidDataException($"{path}, line {reader.Line}: the quantity is no number: \"{cells[quantity]}\".");
            if (!DateTime.TryParse(cells[date], CultureInfo.InvariantCulture, DateTimeStyles.None, out var when))
                throw new InvalidDataException($"{path}, line {reader.Line}: the date cannot be read: \"{cells[date]}\".");
            Add(cells[invoice], cells[code], count, DateOnly.FromDateTime(when));
        }

        int Column(string name)
        {
            var at = header.FindIndex(h => h.Trim('\uFEFF', ' ').Equals(name, StringComparison.OrdinalIgnoreCase));
            return at >= 0 ? at : throw new InvalidDataException($"{path}, line 1: there is no column {name}.");
        }
    }

    void Add(string invoice, string code, double quantity, DateOnly day)
    {
        if (day < First) First = day;
        if (day > Last) Last = day;
        if (quantity <= 0 || invoice.StartsWith('C'))
        {
            Cancelled++;
            return;
        }
        if (!units.TryGetValue(code, out var days)) units[code] = days = [];
        days[day] = days.GetValueOrDefault(day) + quantity;
    }
}
