namespace Kaki.Learning.Text;

/// <summary>The tokens of one text by form, and its units by position.</summary>
sealed class TokenIndex
{
    readonly ILookup<string, Token> byForm;
    readonly Dictionary<int, Token> units = [];

    public TokenIndex(IReadOnlyList<Token> tokens)
    {
        byForm = tokens.ToLookup(token => token.Text);
        foreach (var token in tokens)
            if (token.Kind is TokenKind.Character or TokenKind.Latin or TokenKind.Number or TokenKind.Picture)
                units.TryAdd(token.Position, token);
    }

    public bool Has(Clause clause)
    {
        if (clause.IsPhrase) return Phrases(clause.Units).Any();
        if (clause.AnyOf.Any(all => all.All(byForm.Contains))) return true;
        return clause.Prefix is { } prefix && Starting(prefix).Any();
    }

    public IEnumerable<Token> With(string form) => byForm[form];

    public IEnumerable<Token> Starting(string prefix) =>
        units.Values.Where(token => token.Kind == TokenKind.Latin && token.Text.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Every place where the units stand side by side.</summary>
    public IEnumerable<TextRange> Phrases(IReadOnlyList<string> wanted)
    {
        if (wanted.Count == 0) yield break;
        foreach (var first in byForm[wanted[0]])
        {
            if (!units.TryGetValue(first.Position, out var unit) || unit != first) continue;
            var last = first;
            var k = 1;
            while (k < wanted.Count && units.TryGetValue(first.Position + k, out var next) && next.Text == wanted[k])
            {
                last = next;
                k++;
            }
            if (k == wanted.Count) yield return new(first.Start, last.End - first.Start);
        }
    }
}
