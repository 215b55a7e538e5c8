using System.Text.Json;

namespace Kaki.Host.Import.Reading;

/// <summary>
/// The objects of a JSON array, each parsed by itself, so that a broken one costs only itself.
/// Their borders are found by counting braces outside of strings.
/// </summary>
internal static class JsonRows
{
    public static IEnumerable<Row<T>> Read<T>(string path, string name, Func<JsonElement, T> read, Troubles troubles)
    {
        foreach (var (text, line) in Objects(File.ReadAllText(path), name, troubles))
            if (Value(text, name, line, read, troubles) is { } row) yield return row;
    }

    private static Row<T>? Value<T>(string text, string name, int line, Func<JsonElement, T> read, Troubles troubles)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return new(read(json.RootElement), name, line);
        }
        catch (JsonException e)
        {
            troubles.Add(name, line + (int)(e.LineNumber ?? 0), "this is not JSON");
        }
        catch (RowWrong wrong)
        {
            troubles.Add(name, line, wrong.Message);
        }
        return null;
    }

    private static IEnumerable<(string Text, int Line)> Objects(string text, string name, Troubles troubles)
    {
        var (depth, start, startLine, line, inside) = (0, 0, 1, 1, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\n') (line, inside) = (line + 1, false); // no string of JSON runs over a line; an open one is broken and ends here
            else if (c == '\\' && inside) i++;
            else if (c == '"') inside = !inside;
            else if (inside) continue;
            else if (c == '{' && depth++ == 0) (start, startLine) = (i, line);
            else if (c == '}' && depth > 0 && --depth == 0) yield return (text[start..(i + 1)], startLine);
        }
        if (depth > 0) troubles.Add(name, startLine, "an object begins here and never ends");
    }
}

internal static class JsonFields
{
    /// <exception cref="RowWrong">It is missing, empty or no text.</exception>
    public static string Text(this JsonElement row, string field) =>
        row.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String && value.GetString()!.Trim() is { Length: > 0 } text ? text : throw new RowWrong($"{field} is missing or no text");

    /// <exception cref="RowWrong">It is missing, or no number in the range.</exception>
    public static decimal Number(this JsonElement row, string field, decimal least, decimal most) =>
        row.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var n) && n >= least && n <= most
            ? n : throw new RowWrong($"{field} is missing or no number from {least} to {most}");
}
