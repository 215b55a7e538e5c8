using Kaki.Kernel;
using Kaki.Learning.Text;

namespace Kaki.Place.Search;

/// <summary>
/// The order of what was found: 2 · share of the query's clauses in the title + 1.5 where the title is the query + ½ where it begins with it
/// + 0.3 · ln(1 + likes and the like, or pieces sold) + 0.8 · 2^(−age / 30 days). What the screen thinks of a word has no say here.
/// </summary>
internal static class RankFound
{
    private static readonly TimeSpan HalfLife = TimeSpan.FromDays(30);

    public static List<long> Rank(IReadOnlyList<SearchDoc> found, Query query, Func<SearchDoc, long> popularity, SearchSort sort, Instant now)
    {
        if (sort == SearchSort.New) return [.. found.OrderByDescending(d => d.At.Micros).ThenByDescending(d => d.Id).Select(d => d.Id)];
        var wanted = Folding.Key(query.Text).Trim();
        return [.. found.Select(d => (d.Id, Score: Score(d, query, wanted, popularity(d), now))).OrderByDescending(d => d.Score).ThenByDescending(d => d.Id).Select(d => d.Id)];
    }

    private static double Score(SearchDoc doc, Query query, string wanted, long popularity, Instant now)
    {
        var title = Folding.Key(doc.Title);
        var tokens = Analyser.Default.Cut(doc.Title, CutMode.Index);
        var inTitle = query.Must.Count == 0 ? 0 : (double)query.Must.Count(c => new Query(c.Text, [c], []).Matches(tokens)) / query.Must.Count;
        var age = Math.Max(0, now.Since(doc.At) / HalfLife);
        return 2 * inTitle + (title == wanted ? 1.5 : title.StartsWith(wanted, StringComparison.Ordinal) ? 0.5 : 0)
            + 0.3 * Math.Log(1 + Math.Max(0, popularity)) + 0.8 * Math.Pow(2, -age);
    }
}
