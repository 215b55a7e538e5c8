using System.Collections.Concurrent;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Learning.Text;
using Kaki.People;
using Kaki.Place.Cards;

namespace Kaki.Place.Feed;

/// <summary>One page of a feed: its cards, where they stand in which served list, and the address of the next page.</summary>
internal sealed record FeedPage(IReadOnlyList<NoteCard> Cards, string Served, int From, string? Next)
{
    /// <summary>Where each card stands in its list, where some of the list are left out; else they stand one behind the other from <see cref="From"/>.</summary>
    public IReadOnlyList<int>? Places { get; init; }

    public int PlaceOf(int card) => Places?[card] ?? From + card;

    /// <summary>Those of the cards that the reader likes, where that was asked with them.</summary>
    public IReadOnlySet<long>? Liked { get; init; }

    /// <summary>Nothing is left that was not shown in this sitting.</summary>
    public bool AllSeen { get; init; }
}

/// <summary>The discover feed: a ranking made when a reader arrives and read on as they scroll; in one sitting nothing is shown twice.</summary>
internal sealed class Discover(AppDb db, FeedPool pool, ServedLists lists, SharedLists shared, NoteCards cards, PeopleReads people, Tastes tastes, Ids ids, TimeProvider clock)
{
    public const int PageSize = 20, MostInList = 1000;

    // Most who arrive read a page or two: no more is put in order at first than those take.
    private const int AtFirst = 60, AtATime = 100;

    public async Task<FeedPage> Run(Caller caller, Wish wish, Id? served, int after, bool program = false)
    {
        var list = served is { } id ? await lists.Find(db, id, caller.MemberId, after) : null;
        if (list is null) ServedList.BeginAnew(program, served, after);
        if (list is null) (list, after) = (caller.MemberId is { } me ? await Make(caller, me, wish) : await Shared(caller, wish), 0);
        else if (list.MemberId is { } reader) await ReadOn(list, caller, reader, after, wish);
        after = Math.Clamp(after, 0, list.Ids.Length);
        return await Page(caller, list, after, wish);
    }

    // A list may be read on for days: what was hidden since it was made, and whoever was blocked, is left out of it.
    private async Task<FeedPage> Page(Caller caller, ServedList list, int from, Wish wish)
    {
        var (page, upTo, ends) = Cut(list.Ids, from);
        lists.Give(list, upTo);
        var bonds = caller.MemberId is { } me ? await people.BondsOf(me) : Bonds.None;
        var found = (await cards.Of(page)).Where(c => c.Public && !bonds.Hidden(c.AuthorId)).ToList();
        var next = ends ? null : $"/?{wish.Query}served={new Id(list.Id)}&after={upTo}";
        return new FeedPage(found, new Id(list.Id).ToString(), from, next) { Places = ServedList.PlacesOf(found, page, from), AllSeen = list.Ids.Length == 0 && (await pool.Current()).Candidates.Any(c => About(c, wish)) };
    }

    // Of one look at the list: another page of it, asked for at the same time, may make it longer or shorter.
    private static (long[] Page, int UpTo, bool Ends) Cut(ReadOnlySpan<long> ids, int from)
    {
        from = Math.Min(from, ids.Length);
        var upTo = Math.Min(from + PageSize, ids.Length);
        return (ids[from..upTo].ToArray(), upTo, upTo >= ids.Length);
    }

    private async Task<ServedList> Make(Caller caller, long me, Wish wish)
    {
        var list = ServedList.Of(ids.Next(), me, await Ranked(caller, me, wish, [], AtFirst), Instant.Now(clock));
        lists.Keep(list);
        return list;
    }

    // What was given meanwhile in another window is not given once more: it leaves the part of this list that nobody has been given yet.
    private async Task ReadOn(ServedList list, Caller caller, long me, int after, Wish wish)
    {
        if (after <= 0) return;
        if (!wish.Again)
        {
            var now = await pool.Current();
            if (await lists.WithSeen(db, me, now, seen => list.Drop(after, id => now.Find(id) is { } c && seen.Contains(c)))) lists.Changed(list);
        }
        if (after + 2 * PageSize > list.Ids.Length) await Extend(list, caller, me, wish);
    }

    // A page before its end the list grows by what is best now of what it does not hold.
    private async Task Extend(ServedList list, Caller caller, long me, Wish wish)
    {
        var held = list.Ids.ToArray();
        var more = await Ranked(caller, me, wish, held, Math.Min(AtATime, MostInList - held.Length));
        if (more.Count > 0 && list.Extend(held.Length, more)) lists.Changed(list);
    }

    /// <param name="held">What the list holds already, in its order.</param>
    private async Task<List<long>> Ranked(Caller caller, long me, Wish wish, long[] held, int most)
    {
        var (now, bonds, taste) = (await pool.Current(), await people.BondsOf(me), await tastes.Of(caller, me));
        var anyHidden = bonds.Muted.Count + bonds.Blocked.Count > 0;
        var inList = new Seen(now);
        inList.Mark(now, held);
        return await lists.WithSeen(db, me, now, seen => RankDiscover.Rank(now.Ranked(caller.Language), taste.Words,
            c => (wish.Again || !seen.Contains(c)) && !inList.Contains(c) && c.AuthorId != me && !(anyHidden && bonds.Hidden(c.AuthorId)) && About(c, wish), most, AuthorsOf(now, held)));
    }

    private static IEnumerable<long> AuthorsOf(Pool pool, long[] held) => held.TakeLast(RankDiscover.AuthorGap).Select(id => pool.Find(id)?.AuthorId ?? 0);

    private async Task<ServedList> Shared(Caller caller, Wish wish)
    {
        var now = Instant.Now(clock);
        if (shared.Find(caller.Language, wish.Query, now) is { } kept) return kept;
        var ranked = RankDiscover.Rank((await pool.Current()).Ranked(caller.Language), new HashSet<string>(), c => About(c, wish), MostInList, []);
        var list = ServedList.Of(ids.Next(), null, ranked, now);
        lists.Keep(list);
        shared.Keep(caller.Language, wish.Query, list);
        return list;
    }

    private static bool About(Candidate c, Wish wish) => !(wish.NoAi && c.AiMade) && (wish.Word is null || c.Words.Contains(wish.Word));
}

/// <summary>What of discover somebody wants to see: one topic, nothing that was made with AI.</summary>
/// <param name="Again">Also what was shown in this sitting: never but when asked for.</param>
internal sealed record Wish(string? Topic, bool NoAi, bool Again = false)
{
    public static readonly Wish Any = new(null, false);

    /// <summary>Who is not signed in has no sitting here, and nothing to see again.</summary>
    public static Wish Of(Caller caller, string? topic, bool noAi, bool again) => new(topic, noAi, again && caller.SignedIn);

    public string? Word { get; } = Topic is null ? null : Folding.OneWord(Topic);

    /// <summary>The beginning of an address's query, with its &amp;.</summary>
    public string Query => (Topic is null ? "" : $"topic={Uri.EscapeDataString(Topic)}&") + (NoAi ? "noai=true&" : "") + (Again ? "again=true&" : "");
}

/// <summary>The lists signed-out readers of this node share: one a minute for each language and topic or wish.</summary>
internal sealed class SharedLists
{
    private const int Most = 500;
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(string Language, string? Topic), ServedList> current = new();

    public ServedList? Find(string language, string? topic, Instant now) =>
        current.TryGetValue((language, topic), out var list) && list.At.Plus(Fresh).Holds(now, Fresh) ? list : null;

    public void Keep(string language, string? topic, ServedList list)
    {
        if (current.Count > Most) current.Clear();
        current[(language, topic)] = list;
    }
}
