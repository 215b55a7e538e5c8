using System.Text;
using Kaki.Learning.Text;

namespace Kaki.Learning.Bench;

/// <summary>Measures <see cref="TermMatcher"/> on files: how long it takes to build, and how much text it reads in a second of one core's time.</summary>
/// <remarks>
/// Terms: one a line, a comma at the end is dropped. Text: UTF-8, a document a line. The megabytes are those of the file in UTF-8
/// (10⁶ bytes); the time is the processor's, for the matching alone, the text held in memory as strings. Hits are compared on two thousand lines from all over the file: without
/// evasions with a plain search of the folded text for each word, with them with a walk from every place.
/// </remarks>
public static class LexiconBench
{
    const double WarmSeconds = 1;
    const int Compared = 2000;

    /// <summary>What was measured. The first build has the compiler and the library's own tables to wait for, the second has not.</summary>
    public sealed record Result(string Bench, int Terms, double FirstBuildSeconds, double BuildSeconds, double Megabytes, double MbPerCpuSecond, long Hits, bool SameAsPlainSearch, double PeakRssMb);

    /// <summary>Runs and returns the line of JSON.</summary>
    /// <param name="termsFile">A term a line.</param>
    /// <param name="textFile">A document a line.</param>
    /// <param name="progress">Told what is done.</param>
    /// <param name="cancel">Looked at between rounds.</param>
    /// <param name="seconds">The processor's time to read for, after a second to warm up.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="InvalidDataException">A file holds nothing.</exception>
    public static string Run(string termsFile, string textFile, TextWriter progress, CancellationToken cancel = default, double seconds = 4)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var words = Words(termsFile, progress);
        var lines = File.ReadLines(textFile).Where(line => line.Length > 0).ToArray();
        if (words.Length == 0) throw new InvalidDataException($"{termsFile} holds no term.");
        if (lines.Length == 0) throw new InvalidDataException($"{textFile} holds no text.");
        progress.WriteLine($"{words.Length} terms, {lines.Length} lines");

        var (first, _) = Meter.Time(() => TermMatcher.Build(words));
        TermMatcher? matcher = null;
        var (built, _) = Meter.Time(() => matcher = TermMatcher.Build(words));
        progress.WriteLine($"built in {first:0.000} s, and again in {built:0.000} s");

        Rounds(matcher!, lines, WarmSeconds, cancel);
        var (rounds, spent, hits) = Rounds(matcher!, lines, seconds, cancel);
        progress.WriteLine($"read {rounds} times");

        var megabytes = lines.Sum(line => Encoding.UTF8.GetByteCount(line) + 1L) / 1e6;
        var some = lines.Where((_, i) => i % Math.Max(1, lines.Length / Compared) == 0).Take(Compared).ToArray();
        var same = SameAsPlainSearch(words, some, progress) && SameFromEveryPlace(matcher!, some, progress);
        return Meter.Line(new Result("lexicon", words.Length, Math.Round(first, 4), Math.Round(built, 4), Math.Round(megabytes, 3), Math.Round(megabytes * rounds / spent, 1), hits, same, Math.Round(Meter.PeakMegabytes())));
    }

    // a line that is passed over is told: whose list it is may think it is watched for
    static string[] Words(string file, TextWriter progress)
    {
        var words = new List<string>();
        foreach (var (at, line) in File.ReadLines(file).Index())
        {
            var word = line.Trim().TrimEnd(',', '，');
            if (word.Length == 0) continue;
            var wrong = word.Length > TermVariant.MaxLength ? $"a term of {word.Length} characters, {TermVariant.MaxLength} are the most" : word.Any(char.IsLetterOrDigit) ? null : "a term without a letter or a digit";
            if (wrong is null) words.Add(word);
            else progress.WriteLine($"{file}, line {at + 1}: {wrong}; it is passed over");
        }
        return [.. words.Distinct()];
    }

    static (int Rounds, double CpuSeconds, long Hits) Rounds(TermMatcher matcher, string[] lines, double seconds, CancellationToken cancel)
    {
        var (rounds, spent, hits) = (0, 0.0, 0L);
        for (; spent < seconds; rounds++)
        {
            cancel.ThrowIfCancellationRequested();
            spent += Meter.Time(() => hits = Read(matcher, lines)).CpuSeconds;
        }
        return (rounds, spent, hits);
    }

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

    // with evasions: the walk without alphabet and sieve
    static bool SameFromEveryPlace(TermMatcher matcher, string[] lines, TextWriter progress)
    {
        foreach (var line in lines)
            if (!matcher.Find(line).SequenceEqual(matcher.FindFromEveryPlace(line)))
            {
                progress.WriteLine($"other hits than a walk from every place has: {line}");
                return false;
            }
        return true;
    }

    // for exact terms: the slow search of the folded text for each word
    static bool SameAsPlainSearch(string[] words, string[] lines, TextWriter progress)
    {
        var exact = TermMatcher.Build(words.Select(word => new Term(word) { Exact = true, Inside = true }));
        var plain = words.Select(word => (Word: word, Folded: Folding.Key(word))).Where(word => word.Folded.All(char.IsLetterOrDigit)).ToArray();
        var wanted = plain.Select(word => word.Word).ToHashSet();
        foreach (var line in lines)
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
