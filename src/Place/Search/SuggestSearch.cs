using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Words;
using Kaki.Learning.Text;
using Kaki.People;
using Kaki.Trust.Screening;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Search;

/// <summary>While somebody types: what others looked for that begins so, and the topics, people and goods that answer.</summary>
internal sealed class SuggestSearch(AppDb db, PeopleReads people, ShowFound show, Screen screen, Words words, TimeProvider clock)
{
    private const int MostWords = 4, MostThings = 8, MostLookedAt = 40;

    /// <param name="Kind">words, person, topic or product.</param>
    public sealed record Item(string Kind, string Text, string? Href, string? Note, string? Picture);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/search/suggest", async (string? q, Caller caller, SuggestSearch suggest) => TypedResults.Ok(await suggest.Run(caller, q))).WithName("suggestSearch").WithSummary("Suggestions while typing").WithTags("search");
        routes.MapGet("/api/v1/search/hot", async (HotSearches hot) => TypedResults.Ok(new Page<string>(await hot.Current(), null))).WithName("hotSearches").WithSummary("What people look for").WithTags("search");
    }

    public async Task<Page<Item>> Run(Caller caller, string? q)
    {
        var asked = SearchInput.Of(q, null, null, null, null, null, null, null, null);
        var query = QueryParser.Parse(asked.Text);
        if (asked.IsBlank || query.IsEmpty) return new([], null);
        return new([.. await Asked(asked.Text), .. (await Things(caller, asked.Text, query)).Select(Shown)], null);
    }

    private async Task<IEnumerable<Item>> Asked(string text)
    {
        var begins = HotSearches.ThingOf(text);
        var since = Instant.Now(clock).Minus(Askers.Kept);
        var asked = await db.Set<SearchAsk>().Where(a => a.Thing.StartsWith(begins) && a.At >= since)
            .GroupBy(a => a.Thing).Select(g => new { Thing = g.Key, People = g.Count() }).Where(g => g.People >= HotSearches.FewestAsked).OrderByDescending(g => g.People).Take(MostWords).ToListAsync();
        var clean = new List<Item>();
        foreach (var said in asked.Select(a => HotSearches.TextOf(a.Thing)))
            if (await screen.Check(said) is { Refused: false, Marked: false }) clean.Add(new("words", said, "/search?q=" + Uri.EscapeDataString(said), null, null));
        return clean;
    }

    private async Task<IEnumerable<SearchItem>> Things(Caller caller, string text, Query query)
    {
        SearchKind[] kinds = [SearchKind.Topic, SearchKind.Person, SearchKind.Product];
        var bonds = caller.MemberId is { } me ? await people.BondsOf(me) : Bonds.None;
        Task<List<SearchDoc>> Newest(IQueryable<SearchDoc> docs) => docs.Where(d => kinds.Contains(d.Kind)).AsNoTracking().OrderByDescending(d => d.Id).Take(MostLookedAt).ToListAsync();
        var docs = await Newest(FullText.Matching(db, query));
        if (docs.Count == 0 && text.Length >= 2 && text.All(char.IsAsciiLetter)) docs = await Newest(FullText.Sounding(db, text.ToLowerInvariant()));
        var ranked = RankFound.Rank([.. docs.Where(d => !bonds.Hidden(d.OwnerId))], query, d => d.Popularity, SearchSort.Best, Instant.Now(clock)).Take(MostThings).ToList();
        return await show.Items(caller, query, [.. ranked.Select(id => docs.Find(d => d.Id == id)!)]);
    }

    private Item Shown(SearchItem item) => item.Kind switch
    {
        SearchKind.Topic => new("topic", "#" + item.Title, item.Url, words.Count("search.notes", item.Count ?? 0), null),
        SearchKind.Person => new("person", item.Title, item.Url, "@" + item.Person!.Handle, item.Picture),
        _ => new("product", item.Title, item.Url, item.Price?.ToString(), item.Picture),
    };
}
