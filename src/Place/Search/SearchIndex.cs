using Kaki.Goods;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.People;
using Kaki.Place.Notes;
using Kaki.Place.Topics;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Search;

/// <summary>Brings things into the index as they are now, or out of it: doing it again changes nothing.</summary>
internal sealed class SearchIndex(AppDb db, PeopleReads people, GoodsReads goods, TimeProvider clock)
{
    /// <summary>Public, published notes with their topics, without their writers' names: people are found by themselves, or not. Every other of the ids is taken out.</summary>
    public Task Notes(IReadOnlyCollection<long> ids) => Write(ids, async words =>
    {
        var notes = await db.Set<Note>().AsNoTracking().Include(n => n.Topics).Include(n => n.Pictures).AsSplitQuery()
            .Where(n => ids.Contains(n.Id) && n.State == NoteState.Published && n.Visibility == Visibility.Public).ToListAsync();
        var topics = await Topics(notes.SelectMany(n => n.Topics).Select(t => t.TopicId).Distinct().ToArray());
        var goodsTagged = await TaggedGoods([.. notes.Select(n => n.Id)]);
        await Remove([.. ids.Except(notes.Select(n => n.Id))]);
        foreach (var n in notes.OrderBy(n => n.Id)) // always in one order, so that two never wait in a ring
            await Put(new() { Id = n.Id, Kind = SearchKind.Note, OwnerId = n.AuthorId, Title = n.Title, At = n.PublishedAt, City = n.City, Pictured = n.Pictures.Count > 0, Popularity = n.Likes },
                [n.Body, .. n.Topics.Select(t => topics.GetValueOrDefault(t.TopicId)), n.PlaceName, n.City, .. n.Pictures.Select(p => p.Alt), .. goodsTagged[n.Id]], words);
        foreach (var (id, name) in topics.OrderBy(t => t.Key))
        {
            await TakeTurns([id]);
            await Put(new() { Id = id, Kind = SearchKind.Topic, Title = name, At = Ids.MadeAt(id) }, [], words);
        }
    });

    public Task Products(IReadOnlyCollection<long> ids) => Write(ids, async words =>
    {
        var documents = await goods.Documents(ids);
        await Remove([.. ids.Where(id => !documents.TryGetValue(id, out var d) || !d.OnSale)]);
        foreach (var d in documents.Values.Where(d => d.OnSale).OrderBy(d => d.Id))
            await Put(new() { Id = d.Id, Kind = SearchKind.Product, Title = $"{d.Title.Zh} {d.Title.En}".Trim(), At = d.ChangedAt, Price = d.Price.Hundredths, Pictured = true, Popularity = d.Sold },
                [d.Brand, Both(d.Category), .. d.Attributes.Select(Both), Both(d.Shop), Both(d.About)], words);
    });

    /// <summary>Those who let themselves be found.</summary>
    public Task People(IReadOnlyCollection<long> ids) => Write(ids, async words =>
    {
        var cards = await people.DiscoverableCards(ids);
        await Remove([.. ids.Except(cards.Select(p => p.Id.Value))]);
        foreach (var p in cards.OrderBy(p => p.Id.Value))
            await Put(new() { Id = p.Id, Kind = SearchKind.Person, OwnerId = p.Id, Title = p.Name, At = Ids.MadeAt(p.Id), City = p.Region, Pictured = true }, [p.Handle], words);
    });

    public async Task Remove(IReadOnlyCollection<long> ids)
    {
        if (ids.Count == 0) return;
        await db.Write(async () =>
        {
            await TakeTurns(ids);
            await FullText.Remove(db, ids);
            await db.Set<SearchDoc>().Where(d => ids.Contains(d.Id)).ExecuteDeleteAsync();
        });
    }

    /// <param name="words">Takes the Latin words of the texts.</param>
    private async Task Put(SearchDoc doc, IEnumerable<string?> texts, SortedSet<string> words)
    {
        doc.Title = doc.Title.CutTo(SearchDoc.LongestTitle);
        (doc.Analyser, doc.IndexedAt) = (IndexTerms.Version, Instant.Now(clock));
        await db.Set<SearchDoc>().Where(d => d.Id == doc.Id).ExecuteDeleteAsync();
        db.Add(doc);
        await db.SaveChangesAsync();
        db.Entry(doc).State = EntityState.Detached;
        // A sign between texts keeps a phrase from running over from one into the next.
        var terms = IndexTerms.Of(doc.Title, string.Join("\n。\n", texts.Where(t => !string.IsNullOrWhiteSpace(t))));
        await FullText.Put(db, doc.Id, terms);
        words.UnionWith(terms.Units.Select(u => u.Term).Where(w => w.Length is >= SearchWord.Shortest and <= SearchWord.Longest && w.All(c => c is >= 'a' and <= 'z')).Distinct().Order(StringComparer.Ordinal).Take(500));
    }

    // Several events share a transaction, each with words of its own: two of those may wait in a ring. Events are handed out again; whoever comes without one tries again here.
    private async Task Write(IReadOnlyCollection<long> ids, Func<SortedSet<string>, Task> work)
    {
        var alone = db.Database.CurrentTransaction is null;
        for (var tries = 1; ; tries++)
        {
            var words = new SortedSet<string>(StringComparer.Ordinal);
            try
            {
                await db.Write(async () =>
                {
                    await TakeTurns(ids);
                    await work(words);
                    await Learn(words);
                });
                return;
            }
            catch (Npgsql.PostgresException e) when (alone && tries < 4 && e.SqlState == Npgsql.PostgresErrorCodes.DeadlockDetected) { }
        }
    }

    // A rebuild beside the news, two notes of one topic: a thing is read and put by one at a time, so that none puts back what another has changed.
    private async Task TakeTurns(IEnumerable<long> ids)
    {
        long[] ordered = [.. ids.Order()];
        if (db.Provider == Provider.Postgres) await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(id) from unnest({ordered}) id");
    }

    // Last of all and in one order: two that learn the same words never wait in a ring.
    private async Task Learn(SortedSet<string> words)
    {
        foreach (var some in words.Chunk(500))
        {
            var places = string.Join(',', some.Select((_, i) => $"({{{i}}})"));
            await db.Database.ExecuteSqlAsync(System.Runtime.CompilerServices.FormattableStringFactory.Create("insert into place_search_words(word) values " + places + " on conflict do nothing", [.. some]));
        }
    }

    private Task<Dictionary<long, string>> Topics(long[] ids) => db.Set<Topic>().Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Name);

    private async Task<ILookup<long, string>> TaggedGoods(long[] notes)
    {
        var tags = await db.Set<ProductTag>().Where(t => notes.Contains(t.NoteId)).Select(t => new { t.NoteId, t.ProductId }).Distinct().ToListAsync();
        var documents = await goods.Documents([.. tags.Select(t => t.ProductId).Distinct()]);
        return tags.Where(t => documents.ContainsKey(t.ProductId)).ToLookup(t => t.NoteId, t => Both(documents[t.ProductId].Title));
    }

    private static string Both(Text2 text) => $"{text.Zh} {text.En}";
}
