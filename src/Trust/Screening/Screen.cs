using Kaki.Kernel;
using Kaki.Kernel.Refusals;

namespace Kaki.Trust.Screening;

/// <summary>What the screen found in a text: the words as the person wrote them, and what is to happen.</summary>
public sealed record Verdict(bool Refused, bool Marked, IReadOnlyList<string> Words)
{
    public static readonly Verdict Clean = new(false, false, []);
}

/// <summary>
/// Looks through everything people write. It refuses or marks and says which word it was; it never changes or drops text,
/// and it has no say in search relevance.
/// </summary>
public sealed class Screen
{
    private readonly TermList terms;

    internal Screen(TermList terms) => this.terms = terms;

    public async ValueTask<Verdict> Check(params string?[] texts)
    {
        var list = await terms.Current();
        if (list.Actions.Count == 0) return Verdict.Clean;
        var words = new List<string>();
        bool refused = false, marked = false;
        foreach (var text in texts)
        {
            if (string.IsNullOrEmpty(text)) continue;
            foreach (var hit in list.Matcher.Find(text))
            {
                words.Add(text.Substring(hit.Start, hit.Length));
                if (list.Actions[hit.Term.Text] == TermAction.Refuse) refused = true;
                else marked = true;
            }
        }
        return words.Count == 0 ? Verdict.Clean : new(refused, marked, words);
    }

    /// <exception cref="Refusal"><c>words.refused</c>, naming the words, so that the person can say it differently.</exception>
    public async Task<Verdict> Require(Caller caller, params string?[] texts)
    {
        var verdict = await Check(texts);
        return verdict.Refused ? throw new Refusal("words.refused", 422, string.Join(caller.Chinese ? "、" : ", ", verdict.Words.Distinct().Take(5))) : verdict;
    }
}
