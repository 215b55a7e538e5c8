using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Kaki.Learning.Text;

namespace Kaki.Learning.Bench;

/// <summary>Measures <see cref="TermMatcher"/> on files: how long it takes to build, and how much text it reads in a second of one core's time.</summary>
/// <remarks>
/// Terms: one a line, a comma at the end is dropped. Text: UTF-8, a document a line. The megabytes are those of the file in UTF-8
/// (10⁶ bytes); the time is the processor's, for the matching alone, the text held in memory as strings. Hits are compared with a plain search of the folded text for exact terms.
/// </remarks>
public static class LexiconBench
{
    /// <summary>What was measured, as it is printed.</summary>
    public sealed record Result(string Bench, int Terms, double BuildSeconds, double Megabytes, double MbPerCpuSecond, long Hits, bool SameAsPlainSearch);

    /// <summary>Runs and returns the line of JSON.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="InvalidDataException">A file holds nothing.</exception>
    public static string Run(string termsFile, string textFile, TextWriter progress, double seconds = 4)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var words = File.ReadLines(termsFile).Select(line => line.Trim().TrimEnd(',', '，')).Where(line => line.Length is > 0 and <= 64 && line.Any(char.IsLetterOrDigit)).Distinct().ToArray();
        var lines = File.ReadLines(textFile).Where(line => line.Length > 0).ToArray();
        if (words.Length == 0) throw new InvalidDataException($"{termsFile} holds no term.");
        if (lines.Length == 0) throw new InvalidDataException($"{textFile} holds no text.");
        progress.WriteLine($"{words.Length} terms, {lines.Length} lines");

        // once to warm the tables and the compiler, once to measure
        TermMatcher.Build(words);
        var clock = Stopwatch.StartNew();
        var matcher = TermMatcher.Build(words);
        var built = clock.Elapsed.TotalSeconds;
        progress.WriteLine($"built in {built:0.000} s");

        var megabytes = lines.Sum(line => Encoding.UTF8.GetByteCount(line) + 1L) / 1e6;
        var hits = Read(matcher, lines);
        var rounds = 0;
        var begun = Process.GetCurrentProcess().TotalProcessorTime;
        clock.Restart();
        do
        {
            Read(matcher, lines);
            rounds++;
        }
        while (clock.Elapsed.TotalSeconds < seconds);
        var spent = (Process.GetCurrentProcess().TotalProcessorTime - begun).TotalSeconds;
        progress.WriteLine($"read {rounds} times");

        var same = SameAsPlainSearch(words, lines, progress);
        var result = new Result("lexicon", words.Length, Math.Round(built, 4), Math.Round(megabytes, 3), Math.Round(megabytes * rounds / spent, 1), hits, same);
        return JsonSerializer.Serialize(result, json);
    }

    static readonly JsonSerializerOptions json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    static long Read(TermMatcher matcher, string[] lines)
    {
        var found = new List<Hit>();
        var count = 0L;
        foreach (var line in lines)
        {
            found.Clear();
            matcher.Find(line, found);
            count += found.Count;
        }
        return count;
    }

    // on at most 2,000 lines: the plain search is slow
    static bool SameAsPlainSearch(string[] words, string[] lines, TextWriter progress)
    {
        var exact = TermMatcher.Build(words.Select(word => new Term(word) { Exact = true, Inside = true }));
        var plain = words.Select(word => (Word: word, Folded: Folding.Key(word))).Where(word => word.Folded.All(char.IsLetterOrDigit)).ToArray();
        var wanted = plain.Select(word => word.Word).ToHashSet();
        foreach (var line in lines.Take(2000))
        {
            var folded = Folding.Key(line);
            var expected = 0;
            foreach (var (_, word) in plain)
                for (var at = folded.IndexOf(word, StringComparison.Ordinal); at >= 0; at = folded.IndexOf(word, at + 1, StringComparison.Ordinal))
                    expected++;
            var found = exact.Find(line).Count(hit => wanted.Contains(hit.Term.Text));
            if (found == expected) continue;
            progress.WriteLine($"{found} hits where a plain search has {expected}: {line}");
            return false;
        }
        return true;
    }
}
