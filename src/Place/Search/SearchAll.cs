using Kaki.Goods;
using Kaki.Kernel.Http;
using Kaki.Kernel;
using Kaki.Kernel.Activity;
using Kaki.Kernel.Data;
using Kaki.Learning.Text;
using Kaki.People;
using Kaki.Place.Feed;
using Kaki.Place.Notes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Search;

/// <summary>
/// Looks for notes, goods, people and topics. The ranking is made once and kept as a served list, so later pages neither repeat nor skip
/// whatever arrives meanwhile; who may see what is asked again on every page.
/// </summary>
internal sealed class SearchAll(AppDb db, NoteAccess access, PeopleReads people, GoodsReads goods, ServedLists lists, ShowFound show, Cities cities, Askers askers, Journal journal, Ids ids, TimeProvider clock)
{
    /// <summary>Of a word that very many hold, the newest this many of each kind are ranked.</summary>
    public const int MostRanked = 500, MostHeads = 4, PageSize = 20, MostCities = 6;

    /// <summary>What stands for <see cref="MostRanked"/> in a test that would wait long for five hundred.</summary>
    internal int Most { get; set; } = MostRanked;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/search",
        async (string? q, string? tab, string? when, string? sort, string? city, bool? followed, bool? pictured, int? min, int? max, bool? noai, Id? served, int? after, string? instead, bool? bySound, Caller caller, SearchAll search) =>
        {
            SearchInput.Check(q, city, min, max);
            return TypedResults.Ok(await search.Run(caller, SearchInput.Of(q, Choice.Of(tab, SearchTab.All, "tab"), Choice.Of(when, SearchWhen.Any, "when"), Choice.Of(sort, SearchSort.Best, "sort"), city, followed, pictured, min, max, noai), served, after ?? 0, Otherwise.Of(instead, bySound), program: true));
        })
        .WithName("search").WithSummary("Notes, goods, people and topics in one box. followed, pictured, city and noai narrow notes, min and max goods, when and sort both; people and topics are not narrowed. served, after, instead and bySound come from next").WithTags("search");

    /// <param name="how">Of a later page: how its list was found.</param>
    public async Task<SearchResult> Run(Caller caller, SearchInput asked, Id? served, int after, Otherwise how, bool program = false)
    {
        if (asked.IsBlank) return SearchResult.Nothing(asked);
        var query = QueryParser.Parse(asked.Text);
        if (served is { } id && await lists.Find(db, id, caller.MemberId, after) is { } kept)
            return await Page(caller, asked, new(kept, [], [], null) { How = how }, Math.Clamp(after, 0, kept.Ids.Length));
        if (query.IsEmpty) return SearchResult.Nothing(asked);
        ServedList.BeginAnew(program, served, after);
        var found = await Find(caller, asked, query);
        await journal.Write([Said(caller, asked, found.List)]);
        if (found.List.Ids.Length > 0) await Count(caller, asked);
        return await Page(caller, asked, found, 0);
    }

    private async Task<Found> Find(Caller caller, SearchInput asked, Query query)
    {
        var (docs, heads) = await Candidates(caller, asked, FullText.Matching(db, query));
        if (docs.Count + heads.Count > 0) return await Ranked(caller, asked, query, docs, heads);
        if (AsPinyin(asked.Text) is { } pinyin)
        {
            (docs, heads) = await Candidates(caller, asked, FullText.Sounding(db, pinyin));
            if (docs.Count + heads.Count > 0) return await Ranked(caller, asked, query, docs, heads) with { How = new(null, true) };
        }
        if (await NearSpelling(query) is not { } near) return await Ranked(caller, asked, query, [], []);
        var again = QueryParser.Parse(near);
        (docs, heads) = await Candidates(caller, asked, FullText.Matching(db, again));
        return await Ranked(caller, asked, again, docs, heads) with { How = new(docs.Count + heads.Count > 0 ? near : null, false) };
    }

    private async Task<(List<SearchDoc> Docs, List<SearchDoc> Heads)> Candidates(Caller caller, SearchInput asked, IQueryable<SearchDoc> matching)
    {
        var bonds = caller.MemberId is { } me ? await people.BondsOf(me) : Bonds.None;
        var hidden = bonds.Blocked.Concat(bonds.Muted).ToArray();
        var open = hidden.Length == 0 ? matching : matching.Where(d => !hidden.Contains(d.OwnerId));
        var ways = asked.City is { } city ? await cities.WaysToWrite(city) : [];
        IQueryable<SearchDoc> Newest(SearchKind kind) => Filtered(open.Where(d => d.Kind == kind), asked, ways, bonds).AsNoTracking().OrderByDescending(d => d.Id).Take(Most);
        if (asked.Tab != SearchTab.All) return (await Newest(asked.Tab switch { SearchTab.Notes => SearchKind.Note, SearchTab.Goods => SearchKind.Product, SearchTab.People => SearchKind.Person, _ => SearchKind.Topic }).ToListAsync(), []);
        SearchKind[] beside = [SearchKind.Person, SearchKind.Topic];
        var both = await Newest(SearchKind.Note).Concat(Newest(SearchKind.Product)).Concat(open.Where(d => beside.Contains(d.Kind)).AsNoTracking().OrderByDescending(d => d.Id).Take(50)).ToListAsync();
        return ([.. both.Where(d => !beside.Contains(d.Kind))], [.. both.Where(d => beside.Contains(d.Kind))]);
    }

    /// <param name="cityWays">All the ways the city asked for is written.</param>
    private IQueryable<SearchDoc> Filtered(IQueryable<SearchDoc> docs, SearchInput asked, string[] cityWays, Bonds bonds)
    {
        if (asked.Within is { } span) { var since = Instant.Now(clock).Minus(span); docs = docs.Where(d => d.At >= since); }
        if (asked.City is not null) docs = docs.Where(d => d.City != null && cityWays.Contains(d.City));
        if (asked.Pictured) docs = docs.Where(d => d.Pictured);
        if (asked.Followed) { var following = bonds.Following.ToArray(); docs = docs.Where(d => following.Contains(d.OwnerId)); }
        // Prices are asked of goods alone, and kept in hundredths of whatever currency.
        if (asked.Min is { } min) docs = docs.Where(d => d.Price == null && d.Kind != SearchKind.Product || d.Price >= min * 100L);
        if (asked.Max is { } max) docs = docs.Where(d => d.Price == null && d.Kind != SearchKind.Product || d.Price <= max * 100L);
        return docs;
    }

    private async Task<Found> Ranked(Caller caller, SearchInput asked, Query query, List<SearchDoc> docs, List<SearchDoc> heads)
    {
        var noteIds = docs.Where(d => d.Kind == SearchKind.Note).Select(d => d.Id).ToArray();
        var liked = noteIds.Length == 0 ? [] : await (await access.Visible(caller)).Where(n => noteIds.Contains(n.Id) && n.Visibility == Visibility.Public && (!asked.NoAi || (n.Disclosure & Disclosure.AiMade) == 0))
            .Select(n => new { n.Id, Weight = n.Likes + 2 * n.Saves + 3 * n.CommentCount }).ToDictionaryAsync(n => n.Id, n => n.Weight);
        var seen = docs.Where(d => d.Kind != SearchKind.Note || liked.ContainsKey(d.Id)).ToList();
        var sold = await goods.Sold([.. docs.Where(d => d.Kind == SearchKind.Product).Select(d => d.Id)]);
        var now = Instant.Now(clock);
        var order = RankFound.Rank(seen, query, d => d.Kind == SearchKind.Note ? liked[d.Id] : sold.GetValueOrDefault(d.Id), asked.Sort, now);
        var list = ServedList.Of(ids.Next(), caller.MemberId, order, now);
        lists.Keep(list);
        var above = RankFound.Rank(heads, query, d => d.Popularity, SearchSort.Best, now).Take(MostHeads).ToHashSet();
        return new(list, seen, [.. heads.Where(h => above.Contains(h.Id))], liked.Keys.ToHashSet());
    }

    private async Task<SearchResult> Page(Caller caller, SearchInput asked, Found found, int from)
    {
        var query = QueryParser.Parse(found.How.Instead ?? asked.Text);
        var upTo = Math.Min(from + PageSize, found.List.Ids.Length);
        var wanted = found.List.Ids[from..upTo].ToArray();
        var docs = found.Seen is null ? await db.Set<SearchDoc>().AsNoTracking().Where(d => wanted.Contains(d.Id)).ToListAsync() : found.Docs;
        var items = await show.Items(caller, query, [.. wanted.Select(id => docs.FirstOrDefault(d => d.Id == id)).OfType<SearchDoc>(), .. found.Heads], found.Seen);
        var heads = found.Heads.Select(h => h.Id).ToHashSet();
        var served = new Id(found.List.Id).ToString();
        return new(asked, found.How.Instead, found.How.BySound, served, from, found.List.Ids.Length,
            [.. items.Where(i => heads.Contains(i.Id))], [.. items.Where(i => !heads.Contains(i.Id))],
            upTo >= found.List.Ids.Length ? null : $"{asked.Url}&served={served}&after={upTo}{found.How.Said}") { Cities = asked.City is null ? Fullest(found.Docs) : [] };
    }

    private static List<string> Fullest(IEnumerable<SearchDoc> docs) =>
        [.. docs.Where(d => d.Kind == SearchKind.Note).Select(d => d.City).OfType<string>().GroupBy(Cities.Key).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Take(MostCities).Select(g => g.First())];

    private static string? AsPinyin(string text)
    {
        var letters = new string([.. text.ToLowerInvariant().Where(c => c is not (' ' or '\''))]);
        return letters.Length is >= 2 and <= 40 && letters.All(c => c is >= 'a' and <= 'z') ? letters : null;
    }

    /// <summary>The query with each Latin word nobody wrote changed into the nearest that somebody did; null where there is none.</summary>
    private async Task<string?> NearSpelling(Query query)
    {
        var (text, changed) = (new List<string>(), false);
        foreach (var clause in query.Must)
        {
            var near = clause.Text.Length >= SearchWord.Shortest && clause.Text.All(c => c is >= 'a' and <= 'z') ? Typo.Near(clause.Text, await WordsLike(clause.Text), 1).FirstOrDefault() : null;
            changed |= near is not null;
            text.Add(near ?? Asked(clause));
        }
        return changed ? string.Join(' ', text.Concat(query.MustNot.Select(clause => "-" + Asked(clause)))) : null;
    }

    private static string Asked(Clause clause) => clause.IsPhrase ? $"\"{clause.Text}\"" : clause.Text;

    private Task<List<string>> WordsLike(string word)
    {
        int shortest = word.Length - 2, longest = word.Length + 2;
        return db.Set<SearchWord>().Where(w => w.Word.Length >= shortest && w.Word.Length <= longest).OrderBy(w => w.Word).Take(20_000).Select(w => w.Word).ToListAsync();
    }

    private Act Said(Caller caller, SearchInput asked, ServedList list) => new()
    {
        Id = new Id(ids.Next()).ToString(), ActorId = caller.Journal ? caller.MemberId : null, Kind = "search", Thing = HotSearches.ThingOf(asked.Text),
        Served = new Id(list.Id).ToString(), Value = list.Ids.Length, At = Instant.Now(clock),
    };

    private async Task Count(Caller caller, SearchInput asked)
    {
        var (thing, who) = (HotSearches.ThingOf(asked.Text), await askers.NumberOf(db, caller));
        if (!askers.IsNew(thing, who)) return;
        using var held = await db.EnterGate();
        await db.Database.ExecuteSqlAsync($"insert into place_search_asks(thing, who, at) values ({thing}, {who}, {Instant.Now(clock).Micros}) on conflict (thing, who) do update set at = excluded.at");
    }

    /// <param name="Docs">Those of the list, where it was made just now.</param>
    /// <param name="Seen">The notes among them that the caller may see; null where that is to be asked anew.</param>
    private sealed record Found(ServedList List, IReadOnlyList<SearchDoc> Docs, IReadOnlyList<SearchDoc> Heads, IReadOnlySet<long>? Seen)
    {
        public Otherwise How { get; init; } = Otherwise.None;
    }
}
