using System.Text.Json;

namespace Kaki.Learning.Bench;

/// <summary>Reads the M3 competition: an object of series, each with <c>period</c>, <c>m</c> (season), <c>x</c> (history) and <c>xx</c> (the held-out future).</summary>
internal static class M3File
{
    static readonly string[] order = ["YEARLY", "QUARTERLY", "MONTHLY", "OTHER"];

    /// <exception cref="InvalidDataException">The file is no such object; the message names the file and the series.</exception>
    public static IReadOnlyList<SeriesSet> Read(string path)
    {
        using var document = Parse(path);
        if (document.RootElement.ValueKind != JsonValueKind.Object) throw new InvalidDataException($"{path}: an object of series is wanted, not {document.RootElement.ValueKind}.");
        var sets = document.RootElement.EnumerateObject()
            .Select(p => Series(path, p.Name, p.Value))
            .GroupBy(s => (s.Period, s.Season))
            .Select(g => new SeriesSet(g.Key.Period.ToLowerInvariant(), g.Key.Season, [.. g.Select(s => s.Series)]))
            .OrderBy(s => Array.IndexOf(order, s.Name.ToUpperInvariant()))
            .ToArray();
        return sets.Length > 0 ? sets : throw new InvalidDataException($"{path} holds no series.");
    }

    static JsonDocument Parse(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonDocument.Parse(file);
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"{path}, line {wrong.LineNumber + 1}: {wrong.Message}");
        }
    }

    static (string Period, int Season, HeldOutSeries Series) Series(string path, string name, JsonElement series)
    {
        try
        {
            var (history, future) = (Numbers(series.GetProperty("x")), Numbers(series.GetProperty("xx")));
            var season = series.GetProperty("m").GetInt32();
            if (history.Length == 0 || future.Length == 0 || season < 1) throw new InvalidDataException($"{path}, series {name}: x, xx or m is empty.");
            return (series.GetProperty("period").GetString() ?? "", season, new(name, history, future));
        }
        catch (Exception wrong) when (wrong is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path}, series {name}: {wrong.Message}");
        }
    }

    static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(n => n.GetDouble())];
}
