using System.Globalization;

namespace Kaki.Learning.Bench;

/// <summary>Reads series in the M4 competition's layout: a header, then a series a line, its name first, empty cells at the end. Cells may stand in double quotes.</summary>
internal static class SeriesCsv
{
    /// <summary>The series of <paramref name="train"/> with their futures in <paramref name="test"/>: of the same name, or, when no name agrees, in the same order.</summary>
    /// <exception cref="InvalidDataException">A line cannot be read or has no partner; the message names file, line and reason.</exception>
    public static SeriesSet Read(string train, string test, int season)
    {
        var (histories, futures) = (Rows(train), Rows(test));
        var byName = new Dictionary<string, double[]>();
        foreach (var (name, line, values) in futures)
            if (!byName.TryAdd(name, values)) throw new InvalidDataException($"{test}, line {line}: the series {name} stands here twice.");
        var named = histories.Any(h => byName.ContainsKey(h.Name));
        if (!named && histories.Count != futures.Count) throw new InvalidDataException($"{test}: no name agrees with {train}, and it holds {futures.Count} series instead of {histories.Count}.");
        var series = histories.Select((h, i) => new HeldOutSeries(h.Name, h.Values,
            !named ? futures[i].Values : byName.GetValueOrDefault(h.Name) ?? throw new InvalidDataException($"{train}, line {h.Line}: {test} holds no series {h.Name}.")));
        return new(Path.GetFileNameWithoutExtension(train), season, [.. series]);
    }

    static List<(string Name, int Line, double[] Values)> Rows(string path)
    {
        var rows = new List<(string, int, double[])>();
        using var text = new StreamReader(path);
        var reader = new CsvLines(path, text);
        reader.Next();
        while (reader.Next() is { } cells)
        {
            var line = reader.Line;
            var filled = cells.Count;
            while (filled > 1 && IsEmpty(cells[filled - 1])) filled--;
            if (filled < 2) throw new InvalidDataException($"{path}, line {line}: the series {cells[0]} has no values.");
            rows.Add((cells[0], line, [.. cells.Take(filled).Skip(1).Select((cell, i) => Number(path, line, i + 2, cell))]));
        }
        return rows.Count > 0 ? rows : throw new InvalidDataException($"{path} holds no series: a header and a line each are wanted.");
    }

    static bool IsEmpty(string cell) => cell.Length == 0 || cell.Equals("NA", StringComparison.OrdinalIgnoreCase) || cell.Equals("NaN", StringComparison.OrdinalIgnoreCase);

    static double Number(string path, int line, int column, string cell)
    {
        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)) return number;
        throw new InvalidDataException($"{path}, line {line}: cell {column} is no finite number: \"{cell}\".");
    }
}
