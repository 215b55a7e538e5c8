using System.Text;
using System.Text.Json;
using Kaki.Learning.Search;

namespace Kaki.Learning.Bench;

/// <summary>Measures <see cref="SearchIndex"/>: how long a file of documents takes to index, in how much memory, and how long each query of another waits.</summary>
/// <remarks>
/// Documents: a JSON array, or JSON a line; each a text, or an object whose title is <c>title</c> or <c>name</c> and whose other texts
/// (<c>text</c>, <c>body</c>, <c>description</c>, <c>content</c>) follow; <c>id</c> is a whole number where it is one, or the document's place.
/// Queries: the same, each a text or an object with <c>query</c>, <c>q</c> or <c>text</c>. Every query is asked once to warm, then timed.
/// </remarks>
public static class SearchBench
{
    static readonly string[] titles = ["title", "name"];
    static readonly string[] bodies = ["text", "body", "description", "content"];
    static readonly string[] asked = ["query", "q", "text"];

    /// <summary>What was measured, as it is printed.</summary>
    public sealed record Result(string Bench, int Documents, int Terms, double IndexSeconds, double IndexCpuSeconds, double IndexMb, double PeakRssMb, int Queries, double HitsPerQuery, int WithoutHits, double P50Ms, double P99Ms, double WorstMs);

    /// <summary>Runs and returns the line of JSON.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="InvalidDataException">A file is not what it should be; the message says where.</exception>
    public static string Run(string documentsFile, string queriesFile, TextWriter progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var queries = Items(queriesFile).Select(item => TextOf(item.Value, asked) ?? throw Bad(queriesFile, item.Place, "holds no query")).ToArray();
        if (queries.Length == 0) throw new InvalidDataException($"{queriesFile} holds no query.");

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var index = new SearchIndex();
        var counted = new Counted(progress);
        var (seconds, cpu) = Meter.Time(() => index.AddAll(Documents(documentsFile), counted, cancel));
        if (index.Count == 0) throw new InvalidDataException($"{documentsFile} holds no document.");
        progress.WriteLine($"{index.Count} documents, {index.Terms} terms in {seconds:0.0} s");
        var held = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6;

        foreach (var query in queries) index.Search(query);
        var times = new double[queries.Length];
        var (hits, none) = (0L, 0);
        for (var i = 0; i < queries.Length; i++)
        {
            cancel.ThrowIfCancellationRequested();
            var begun = System.Diagnostics.Stopwatch.GetTimestamp();
            var answer = index.Search(queries[i]);
            times[i] = System.Diagnostics.Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            hits += answer.Total;
            if (answer.Total == 0) none++;
        }
        return Meter.Line(new Result("search", index.Count, index.Terms, Math.Round(seconds, 2), Math.Round(cpu, 2), Math.Round(held, 1), Math.Round(Meter.PeakMegabytes(), 1), queries.Length,
            Math.Round((double)hits / queries.Length, 1), none, Math.Round(Meter.Quantile(times, 0.5), 3), Math.Round(Meter.Quantile(times, 0.99), 3), Math.Round(times[^1], 3)));
    }

    static IEnumerable<SearchDocument> Documents(string file)
    {
        foreach (var (item, place) in Items(file))
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                yield return new(place, item.GetString()!);
                continue;
            }
            var title = TextOf(item, titles);
            var body = string.Join('\n', bodies.Select(name => TextOf(item, [name])).OfType<string>());
            if (title is null && body.Length == 0) throw Bad(file, place, "holds no text");
            yield return new(item.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var number) ? number : place, title ?? body, title is null ? "" : body);
        }
    }

    static string? TextOf(JsonElement item, string[] names)
    {
        if (item.ValueKind == JsonValueKind.String) return item.GetString();
        if (item.ValueKind != JsonValueKind.Object) return null;
        foreach (var name in names)
            if (item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String) return value.GetString();
        return null;
    }

    // an array is read item by item as well: a million documents need not lie in memory as text
    static IEnumerable<(JsonElement Value, int Place)> Items(string file)
    {
        return FirstSign(file) == '[' ? Array(file) : Lines(file);
    }

    static int FirstSign(string file)
    {
        using var reader = new StreamReader(file, Encoding.UTF8);
        int sign;
        do sign = reader.Read(); while (sign >= 0 && char.IsWhiteSpace((char)sign));
        return sign;
    }

    static IEnumerable<(JsonElement Value, int Place)> Array(string file)
    {
        using var stream = File.OpenRead(file);
        var items = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(stream).GetAsyncEnumerator();
        for (var place = 1; Next(); place++) yield return (items.Current, place);

        bool Next()
        {
            try
            {
                return items.MoveNextAsync().AsTask().GetAwaiter().GetResult();
            }
            catch (JsonException wrong)
            {
                throw new InvalidDataException($"{file}, line {wrong.LineNumber + 1}: {wrong.Message}", wrong);
            }
        }
    }

    static IEnumerable<(JsonElement Value, int Place)> Lines(string file)
    {
        var place = 0;
        foreach (var line in File.ReadLines(file))
        {
            place++;
            if (!string.IsNullOrWhiteSpace(line)) yield return (Parsed(file, place, line), place);
        }
    }

    static JsonElement Parsed(string file, int place, string line)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(line);
        }
        catch (JsonException wrong)
        {
            throw Bad(file, place, wrong.Message);
        }
    }

    static InvalidDataException Bad(string file, int place, string reason) => new($"{file}, {place}: {reason}.");

    sealed class Counted(TextWriter to) : IProgress<int>
    {
        int shown;

        public void Report(int value)
        {
            if (value < shown + 100_000) return;
            to.WriteLine($"  {shown = value - value % 100_000} documents");
        }
    }
}
