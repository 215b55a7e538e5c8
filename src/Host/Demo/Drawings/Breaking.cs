namespace Kaki.Host.Demo.Drawings;

/// <summary>Breaks a title into lines that are about equally long and end where a reader breathes.</summary>
internal static class Breaking
{
    const string Breath = "，。、：；！？｜·,:;!?| ";
    const string Silent = "，。、：；｜·,:;| ";
    const string NeverFirst = "的了吗呢吧啊着过们，。、：；！？｜·）》」”’,.:;!?)%";
    const string Counts = "一二三四五六七八九十两几半百";
    const string NeverLast = "（《「“‘(";
    static readonly string[] Weak = ["a", "an", "the", "of", "in", "on", "to", "for", "and", "or", "at", "by", "with", "from", "my", "your", "is", "i"];
    static readonly string[] Words = Library.Read("common-words.txt").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    public static IEnumerable<string[]> Ways(Copy copy, int most) => copy switch
    {
        { Given: false } => [[.. copy.Lines]],
        { Latin: true } => Enumerable.Range(1, most).Select(count => English(string.Join(' ', copy.Lines), count)).OfType<string[]>(),
        { Lines.Count: 1 } => Enumerable.Range(1, Math.Min(3, most)).Select(count => Chinese(copy.Lines[0], count)).OfType<string[]>(),
        _ => [[.. copy.Lines]],
    };

    static string[]? English(string text, int count)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Best(words.Length, count, (from, to) => string.Join(' ', words[from..to]), latin: true,
            at => Weak.Contains(words[at - 1].ToLowerInvariant()) ? 1.2 : words[at - 1][^1] is ',' or ':' or '.' or '?' or '!' ? -1 : 0);
    }

    static string[]? Chinese(string text, int count) =>
        Best(text.Length, count, (from, to) => text[from..to].Trim(Silent.ToCharArray()), latin: false, at => Cost(text, at));

    static double Cost(string text, int at)
    {
        var (before, after) = (text[at - 1], text[at]);
        if (NeverFirst.Contains(after) || NeverLast.Contains(before)) return Breath.Contains(after) ? 9 : 2.5;
        if (IsWord(before) && IsWord(after)) return 50;
        if (Words.Any(word => Cuts(word, text, at))) return 2.5;
        if (Counts.Contains(before)) return 1.5;
        return Breath.Contains(before) ? -3 : before is '的' or '了' ? -.6 : 0;
    }

    /// <summary>Chinese has no spaces: common words are listed, and a line does not end inside one.</summary>
    static bool Cuts(string word, string text, int at)
    {
        for (var from = Math.Max(0, at - word.Length + 1); from < at; from++)
            if (string.CompareOrdinal(text, from, word, 0, word.Length) == 0) return true;
        return false;
    }

    static bool IsWord(char c) => c < 0x2e80 && (char.IsLetterOrDigit(c) || c is '.' or '%' or '\'');

    /// <summary>Widest line plus what each break costs, at the least, by dynamic programming over break places.</summary>
    static string[]? Best(int length, int count, Func<int, int, string> slice, bool latin, Func<int, double> cost)
    {
        if (count > length) return null;
        var found = new Dictionary<(int From, int Left), (double Score, double Widest, int At)>();

        (double Score, double Widest, int At) Rest(int from, int left)
        {
            if (found.TryGetValue((from, left), out var known)) return known;
            var best = (Score: double.MaxValue, Widest: 0d, At: length);
            if (left == 1)
            {
                var width = Lettering.Units(slice(from, length), latin);
                best = (width, width, length);
            }
            else
                for (var at = from + 1; at <= length - left + 1; at++)
                {
                    var rest = Rest(at, left - 1);
                    var widest = Math.Max(Lettering.Units(slice(from, at), latin), rest.Widest);
                    var score = widest + (rest.Score - rest.Widest) + cost(at);
                    if (score < best.Score) best = (score, widest, at);
                }
            return found[(from, left)] = best;
        }

        var lines = new List<string>();
        for (var (from, left) = (0, count); left > 0; left--)
        {
            var at = Rest(from, left).At;
            lines.Add(slice(from, at));
            from = at;
        }
        return lines.Exists(line => line.Length == 0) ? null : [.. lines];
    }
}
