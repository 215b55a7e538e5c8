using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Kaki.Learning.Bench;

/// <summary>Units a day of every item, from a shop's invoice lines: CSV with the columns InvoiceNo, StockCode, Quantity and InvoiceDate in any order, plain or gzipped; UnitPrice and CustomerID if there are any.</summary>
/// <remarks>
/// Demand is what people ordered and did not take back at once: of each customer, item and day what was ordered less what was cancelled (a quantity below zero, or an invoice that starts
/// with C), not below zero. So an order mistyped and undone within the hour counts for nothing, nor does one that is cancelled and billed anew months later. What comes back on a later day was
/// wanted on its own, and is left there. No demand are cancellations of unknown customers, lines without a price (stock found, lost or recoded), and postage and fees.
/// Every day from the first to the last counts, those without a line as zero.
/// </remarks>
internal sealed class InvoiceLines
{
    static readonly HashSet<string> services = new(["POST", "DOT", "C2", "M", "D", "S", "B", "BANK CHARGES", "AMAZONFEE", "CRUK", "PADS"], StringComparer.OrdinalIgnoreCase);

    readonly Dictionary<(string Item, DateOnly Day, string Customer), double> orders = [];

    public DateOnly First { get; private set; } = DateOnly.MaxValue;

    public DateOnly Last { get; private set; } = DateOnly.MinValue;

    public int Days => Last.DayNumber - First.DayNumber + 1;

    /// <summary>Lines that took an order back.</summary>
    public int Cancelled { get; private set; }

    /// <summary>Lines that were no orders of goods.</summary>
    public int Passed { get; private set; }

    /// <summary>Units a day of every item that sold, by its code.</summary>
    public SortedDictionary<string, double[]> Daily()
    {
        var items = new SortedDictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var ((item, day, _), units) in orders)
        {
            if (units <= 0) continue;
            if (!items.TryGetValue(item, out var days)) items[item] = days = new double[Days];
            days[day.DayNumber - First.DayNumber] += units;
        }
        return items;
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
        return lines.orders.Values.Any(units => units > 0) ? lines : throw new InvalidDataException($"{path} holds no sale.");
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
        var (price, customer) = (Find("UnitPrice"), Find("CustomerID"));
        while (reader.Next() is { } cells)
        {
            if (cells.Count != header.Count) throw new InvalidDataException($"{path}, line {reader.Line}: {cells.Count} cells instead of {header.Count}.");
            if (!double.TryParse(cells[quantity], NumberStyles.Float, CultureInfo.InvariantCulture, out var count) || !double.IsFinite(count))
                throw new InvalidDataException($"{path}, line {reader.Line}: the quantity is no number: \"{cells[quantity]}\".");
            if (!DateTime.TryParse(cells[date], CultureInfo.InvariantCulture, DateTimeStyles.None, out var when))
                throw new InvalidDataException($"{path}, line {reader.Line}: the date cannot be read: \"{cells[date]}\".");
            var priced = price < 0 || !double.TryParse(cells[price], NumberStyles.Float, CultureInfo.InvariantCulture, out var each) || each > 0;
            Add(cells[code], DateOnly.FromDateTime(when), customer < 0 ? "" : cells[customer], cells[invoice].StartsWith('C') ? -Math.Abs(count) : count, priced);
        }

        int Find(string name) => header.FindIndex(h => h.Trim('\uFEFF', ' ').Equals(name, StringComparison.OrdinalIgnoreCase));

        int Column(string name) => Find(name) is >= 0 and var at ? at : throw new InvalidDataException($"{path}, line 1: there is no column {name}.");
    }

    void Add(string item, DateOnly day, string customer, double units, bool priced)
    {
        if (day < First) First = day;
        if (day > Last) Last = day;
        if (units < 0) Cancelled++;
        if (!priced || services.Contains(item) || (units <= 0 && customer.Length == 0))
        {
            Passed++;
            return;
        }
        CollectionsMarshal.GetValueRefOrAddDefault(orders, (item, day, customer), out _) += units;
    }
}
