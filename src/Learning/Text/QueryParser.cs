namespace Kaki.Learning.Text;

/// <summary>
/// Reads what people type into a search box: words, "phrases" in any of the usual quotes, and -minus before a word or a
/// phrase. Everything else is text: there is no syntax to get wrong.
/// </summary>
public static class QueryParser
{
    /// <summary>UTF-16 units looked at; the rest of a longer query is ignored.</summary>
    public const int MaxLength = 256;

    /// <summary>Clauses taken from one query; further ones are ignored.</summary>
    public const int MaxClauses = 32;

    // words that carry no meaning of their own beside others
    static readonly HashSet<string> weak =
    [
        "的", "了", "吗", "呢", "吧", "啊", "呀", "和", "与", "是", "在", "也", "就", "都", "很", "有", "我", "a", "an", "the", "of", "and", "or", "to", "in", "on", "for", "is", "with",
    ];

    const string Opening = "\"“”「『";
    const string Closing = "\"””」』";

    /// <summary>Takes a query apart with the analyser of the index.</summary>
    public static Query Parse(string text, Analyser? analyser = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        analyser ??= Analyser.Default;
        var looked = text.Length > MaxLength ? text[..MaxLength] : text;
        var must = new List<Clause>();
        var mustNot = new List<Clause>();
        foreach (var part in Parts(looked))
        {
            var into = part.Minus ? mustNot : must;
            if (part.Phrase) AddPhrase(part.Text, analyser, into);
            else AddWords(part.Text, analyser, into, part.Minus, typing: !part.Minus && part.End == text.Length);
        }
        return new(text, Meaningful(must), mustNot.Take(MaxClauses).ToArray());
    }

    // "the dress" asks for dress; "的" alone asks for 的
    static Clause[] Meaningful(List<Clause> clauses)
    {
        var strong = clauses.Where(clause => clause.IsPhrase || !weak.Contains(clause.Text)).ToArray();
        return (strong.Length > 0 ? strong : [.. clauses]).DistinctBy(clause => (clause.Text, clause.IsPhrase)).Take(MaxClauses).ToArray();
    }

    static void AddPhrase(string text, Analyser analyser, List<Clause> into)
    {
        var units = Units(analyser.Cut(text, CutMode.Index));
        if (units.Count == 0) return;
        var needed = units.Select(unit => unit.Text).Distinct().ToArray();
        into.Add(new(Folding.Key(text), [needed], units.Select(unit => unit.Text).ToArray()) { IsPhrase = true });
    }

    // a minus word is excluded as it stands; 不要-红烧肉 must not lose every 肉
    static void AddWords(string text, Analyser analyser, List<Clause> into, bool whole, bool typing)
    {
        var tokens = analyser.Cut(text, CutMode.Index);
        var units = Units(tokens);
        if (units.Count == 0) return;
        if (whole && units.Count > 1)
        {
            AddPhrase(text, analyser, into);
            return;
        }
        for (var i = 0; i < units.Count;)
        {
            var end = EndOfWord(units, tokens, i);
            into.Add(ClauseOf(units, tokens, i, end, typing && end == units.Count));
            i = end;
        }
    }

    // the widest coarse word or joined form that starts at a unit
    static int EndOfWord(List<Token> units, IReadOnlyList<Token> tokens, int i)
    {
        var reach = units[i].End;
        foreach (var token in tokens)
            if (token.Start == units[i].Start && token.End > reach && token.Kind is TokenKind.Word or TokenKind.Joined) reach = token.End;
        var end = i + 1;
        while (end < units.Count && units[end].End <= reach) end++;
        return end;
    }

    static Clause ClauseOf(List<Token> units, IReadOnlyList<Token> tokens, int from, int to, bool typing)
    {
        var (start, end) = (units[from].Start, units[to - 1].End);
        var inside = tokens.Where(token => token.Start >= start && token.End <= end).ToArray();
        var alternatives = new List<IReadOnlyList<string>>();
        foreach (var joined in inside.Where(token => token.Kind == TokenKind.Joined && token.Start == start && token.End == end))
            alternatives.Add([joined.Text]);
        var stems = inside.Where(token => token.Kind == TokenKind.Stem).ToArray();
        alternatives.Add(Needed(units, inside, from, to, stem: false));
        if (stems.Length > 0) alternatives.Add(Needed(units, inside, from, to, stem: true));
        var last = units[to - 1];
        return new(string.Concat(units.Skip(from).Take(to - from).Select(unit => unit.Text)), alternatives,
            units.Skip(from).Take(to - from).Select(unit => unit.Text).ToArray())
        {
            Prefix = typing && to - from == 1 && last.Kind == TokenKind.Latin && last.Text.Length > 1 ? last.Text : null,
        };
    }

    // bigrams where characters are neighbours; a character alone; Latin pieces and numbers as they are, or stemmed
    static string[] Needed(List<Token> units, Token[] inside, int from, int to, bool stem)
    {
        var needed = new List<string>();
        for (var i = from; i < to; i++)
        {
            var unit = units[i];
            if (unit.Kind == TokenKind.Character)
            {
                var paired = inside.Where(token => token.Kind == TokenKind.Bigram && token.Position == unit.Position).ToArray();
                if (paired.Length > 0) needed.Add(paired[0].Text);
                else if (i == from || units[i - 1].Kind != TokenKind.Character || units[i - 1].Position + 1 != unit.Position) needed.Add(unit.Text);
            }
            else needed.Add(stem && inside.FirstOrDefault(token => token.Kind == TokenKind.Stem && token.Position == unit.Position) is { Text: { } form } ? form : unit.Text);
        }
        return needed.Distinct().ToArray();
    }

    static List<Token> Units(IReadOnlyList<Token> tokens) =>
        tokens.Where(token => token.Kind is TokenKind.Character or TokenKind.Latin or TokenKind.Number or TokenKind.Picture)
            .OrderBy(token => token.Position).DistinctBy(token => token.Position).ToList();

    readonly record struct Part(string Text, bool Phrase, bool Minus, int End);

    static IEnumerable<Part> Parts(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }
            var minus = text[i] is '-' or '－' or '−' && i + 1 < text.Length && !char.IsWhiteSpace(text[i + 1]);
            if (minus) i++;
            var close = ClosingOf(text, i);
            if (close > i + 1)
            {
                yield return new(text[(i + 1)..close], true, minus, close + 1);
                i = close + 1;
                continue;
            }
            var end = i + 1;
            while (end < text.Length && !char.IsWhiteSpace(text[end]) && ClosingOf(text, end) <= end + 1) end++;
            yield return new(text[i..end], false, minus, end);
            i = end;
        }
    }

    // where the quote opened here closes, or -1; a quote left open is a character like others
    static int ClosingOf(string text, int i)
    {
        var kind = i < text.Length ? Opening.IndexOf(text[i]) : -1;
        if (kind < 0) return -1;
        for (var j = i + 1; j < text.Length; j++)
            if (text[j] == Closing[kind] || kind is 1 or 2 && text[j] is '“' or '”') return j;
        return -1;
    }
}
