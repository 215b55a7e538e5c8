using System.Globalization;
using System.IO.Compression;
using Kaki.Learning.Explore;

namespace Kaki.Learning.Bench;

/// <summary>Logs in the form of the Open Bandit Dataset (Saito et al., arXiv 2008.07146): comma-separated with a header, plain or gzip; positions from 1.</summary>
public static class OpenBanditFile
{
    /// <summary>Reads <c>item_id</c>, <c>position</c>, <c>click</c> and the propensity, wherever they stand.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">A column is missing, or a line cannot be read; names file, line and reason.</exception>
    public static List<SlotShown> Read(string path)
    {
        using var file = File.OpenRead(path);
        using var text = new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        var lines = new CsvLines(path, text);
        var header = lines.Next() ?? throw new InvalidDataException($"{path} is empty.");
        var (item, position, click) = (Column("item_id"), Column("position"), Column("click"));
        var propensity = Column("propensity_score", "action_prob", "pscore");
        var rows = new List<SlotShown>();
        while (lines.Next() is { } cells) rows.Add(Row(cells, lines.Line));
        return rows;

        int Column(params string[] names)
        {
            var at = header.FindIndex(names.Contains);
            return at >= 0 ? at : throw new InvalidDataException($"{path} line 1: there is no column {string.Join(" or ", names)}.");
        }

        SlotShown Row(List<string> cells, int number)
        {
            if (cells.Count != header.Count) throw new InvalidDataException($"{path} line {number}: {cells.Count} cells under {header.Count} headings.");
            var wrong = !int.TryParse(cells[item], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? $"item_id {cells[item]}"
                : !int.TryParse(cells[position], NumberStyles.None, CultureInfo.InvariantCulture, out var place) || place < 1 ? $"position {cells[position]}"
                : cells[click] is not ("0" or "1") ? $"click {cells[click]}" : null;
            if (!double.TryParse(cells[propensity], NumberStyles.Float, CultureInfo.InvariantCulture, out var probability) || probability is not (> 0 and <= 1)) wrong ??= $"propensity {cells[propensity]}";
            if (wrong is not null) throw new InvalidDataException($"{path} line {number}: {wrong} cannot be.");
            return new(id, int.Parse(cells[position], CultureInfo.InvariantCulture) - 1, cells[click] == "1", probability);
        }
    }
}
