namespace Kaki.Learning.Text;

/// <summary>The tokens of one text by form, and by form and position.</summary>
sealed class TokenIndex
{
    readonly ILookup<string, Token> byForm;
    readonly ILookup<(string Form, int Position), Token> byPlace;
    readonly Token[] latin;

    public TokenIndex(IReadOnlyList<Token> tokens)
    {
        byForm = tokens.ToLookup(token => token.Text);
        byPlace = tokens.Where(token => token.Kind != TokenKind.Word).ToLookup(token => (token.Text, token.Position));
        latin = [.. tokens.Where(token => token.Kind == TokenKind.Latin)];
    }

    public bool Has(Clause clause)
    {
        if (clause.IsPhrase) return Phrases(clause.Units).Any();
        if (clause.AnyOf.Any(all => all.All(byForm.Contains))) return true;
        return clause.Prefix is { } prefix && Starting(prefix).Any();
    }

    public IEnumerable<Token> With(string form) => byForm[form];

    public IEnumerable<Token> Starting(string prefix) => latin.Where(token => token.Text.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Every place where the units stand side by side; a word also by its stem or joined form, as in a <see cref="Search.SearchIndex"/>.</summary>
    public IEnumerable<TextRange> Phrases(IReadOnlyList<string> wanted)
    {
        if (wanted.Count == 0) yield break;
        foreach (var first in byForm[wanted[0]].Where(token => token.Kind != TokenKind.Word))
        {
            var last = first;
            var k = 1;
            while (k < wanted.Count && Beside(wanted[k - 1], wanted[k], first.Position + k) is { Text: not null } next)
            {
                last = next;
                k++;
            }
            if (k == wanted.Count) yield return new(first.Start, last.End - first.Start);
        }
    }

    // 手冲 咖啡 is not 手冲咖啡: across a space there is no pair
    Token Beside(string before, string unit, int position) =>
        Runes.Pair(before, unit) && !byPlace.Contains((before + unit, position - 1)) ? default : byPlace[(unit, position)].FirstOrDefault();
}
