namespace Kaki.Learning.Text;

/// <summary>A query taken apart. A text answers it when every clause of <see cref="Must"/> is in it and none of <see cref="MustNot"/>.</summary>
public sealed record Query(string Text, IReadOnlyList<Clause> Must, IReadOnlyList<Clause> MustNot)
{
    /// <summary>Nothing to look for: blank, or only minus terms.</summary>
    public bool IsEmpty => Must.Count == 0;

    /// <summary>Whether a text cut by the same analyser in <see cref="CutMode.Index"/> answers.</summary>
    public bool Matches(IReadOnlyList<Token> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        if (IsEmpty) return false;
        var index = new TokenIndex(tokens);
        return Must.All(index.Has) && !MustNot.Any(index.Has);
    }
}

/// <summary>One thing asked for.</summary>
/// <param name="Text">Its folded form.</param>
/// <param name="AnyOf">
/// Alternatives, each a list of index terms that must all be there: iphone15 is [[iphone15], [iphone, 15]],
/// 神仙水 is [[神仙, 仙水]]. Only terms of kinds that every index holds, so the dictionary does not decide recall.
/// </param>
/// <param name="Units">Its characters, Latin pieces and numbers in order: what stands side by side in a phrase.</param>
public sealed record Clause(string Text, IReadOnlyList<IReadOnlyList<string>> AnyOf, IReadOnlyList<string> Units)
{
    /// <summary>The units must stand side by side in the text, in order.</summary>
    public bool IsPhrase { get; init; }

    /// <summary>The last word, still being typed: any Latin term beginning so also counts.</summary>
    public string? Prefix { get; init; }
}
