using System.Text;
using Kaki.Learning.Text;

namespace Kaki.Learning.Search;

/// <summary>Turns a query's clauses into conditions on the terms of an index.</summary>
sealed class Conditions(TermTable terms, Scoring scoring)
{
    // a beginning may stand for so many words, the most common of so many
    const int MostBeginnings = 32;
    const int BeginningsLookedAt = 1024;

    const int MostNear = 3;

    // how much of a word's worth a near spelling keeps for each step it is away
    const float NearShare = 0.5f;

    readonly Dictionary<string, IReadOnlyList<string>> instead = [];

    /// <summary>Words no document has, and what was looked for in their place.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Instead => instead;

    /// <summary>All that must be there, or null where something is nowhere.</summary>
    public IMatcher? Must(Query query)
    {
        var all = new List<IMatcher>();
        foreach (var clause in query.Must)
        {
            if ((Of(clause) ?? Near(clause)) is not { } condition) return null;
            all.Add(condition);
        }
        return all is [var only] ? only : new AllOf(all);
    }

    /// <summary>What must not be there, or null.</summary>
    public IMatcher? MustNot(Query query) => Any(query.MustNot.Select(Of));

    IMatcher? Of(Clause clause)
    {
        if (clause.IsPhrase) return Phrase(clause.Units);
        var any = Any([.. clause.AnyOf.Select(All), .. Beginnings(clause)]);
        return any is not null && Term(CutBatch.WordMark + clause.Text) is { } word ? new WithWord(any, word) : any;
    }

    OneTerm? Term(string key, float share = 1) => terms.Find(key) is { } postings ? new(new(postings), scoring, share) : null;

    static IMatcher? Any(IEnumerable<IMatcher?> parts) => parts.OfType<IMatcher>().ToArray() switch
    {
        [] => null,
        [var only] => only,
        var several => new AnyOf(several),
    };

    IMatcher? All(IReadOnlyList<string> needed)
    {
        if (needed.Count == 0) return null;
        var parts = needed.Select(key => Term(key)).ToArray();
        return parts.Contains(null) ? null : parts.Length == 1 ? parts[0] : new AllOf(parts.OfType<IMatcher>());
    }

    IEnumerable<IMatcher?> Beginnings(Clause clause) =>
        clause.Prefix is { } prefix ? terms.Latin.Beginning(prefix, BeginningsLookedAt).Where(word => word != prefix)
            .Select(word => Term(word, NearShare)).OrderByDescending(term => term!.Count).Take(MostBeginnings) : [];

    IMatcher? Near(Clause clause)
    {
        if (clause.IsPhrase || clause.Units is not [var word]) return null;
        var near = terms.Latin.Near(word, MostNear);
        if (near.Count == 0) return null;
        instead[word] = near.Select(one => one.Word).ToArray();
        return Any(near.Select(one => Term(one.Word, MathF.Pow(NearShare, one.Distance))));
    }

    // two neighbouring characters of one script are asked for as a pair: rarer than either
    IMatcher? Phrase(IReadOnlyList<string> units)
    {
        var (parts, offsets) = (new List<OneTerm>(), new List<int>());
        for (var i = 0; i < units.Count; i++)
        {
            var paired = i + 1 < units.Count && Runes.Pair(units[i], units[i + 1]);
            if (!paired && i > 0 && Runes.Pair(units[i - 1], units[i])) continue;
            if (Term(paired ? units[i] + units[i + 1] : units[i]) is not { } term) return null;
            parts.Add(term);
            offsets.Add(i);
        }
        return parts is [var only] ? only : new SideBySide(parts, offsets);
    }
}
