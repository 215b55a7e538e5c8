using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Imports;
using Kaki.Place.Notes;
using Kaki.Place.Saving;
using Kaki.Place.Search;
using Kaki.Place.Topics;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place;

/// <summary>Brings in what lies around notes: collections, what topics are about and who follows them, what was searched for. Twice changes nothing.</summary>
public sealed class BringShelves
{
    private readonly AppDb db;
    private readonly BroughtBook book;
    private readonly TopicNames topics;

    internal BringShelves(AppDb db, BroughtBook book, TopicNames topics) => (this.db, this.book, this.topics) = (db, book, topics);

    public async Task Collections(string source, IReadOnlyList<CollectionToBring> collections)
    {
        var known = await book.Of(source, "collection");
        foreach (var bring in collections.Where(c => !known.ContainsKey(c.Source)))
            await db.Write(async () =>
            {
                var made = new Collection { Id = db.NextId(), OwnerId = bring.OwnerId, Name = bring.Name, About = bring.About, Visibility = bring.Public ? CollectionVisibility.Public : CollectionVisibility.Link, MadeAt = bring.MadeAt };
                db.Add(made);
                book.Add(source, "collection", bring.Source, made.Id);
                foreach (var note in bring.Notes) await Put(note, made, bring.MadeAt);
            });
    }

    private async Task Put(long note, Collection into, Instant at)
    {
        if (await db.Set<Save>().SingleOrDefaultAsync(s => s.NoteId == note && s.MemberId == into.OwnerId) is { } saved)
        {
            saved.CollectionId = into.Id;
            return;
        }
        db.Add(new Save { NoteId = note, MemberId = into.OwnerId, CollectionId = into.Id, At = at });
        await db.Set<Note>().Where(n => n.Id == note).ExecuteUpdateAsync(s => s.SetProperty(n => n.Saves, n => n.Saves + 1));
    }

    /// <summary>Topics nobody has written about yet come into being.</summary>
    public async Task Topics(IReadOnlyList<TopicToBring> bring)
    {
        foreach (var one in bring)
        {
            var id = (await topics.IdsOf([one.Name], 1))[0];
            await db.Write(async () =>
            {
                var followers = one.Followers.Except(await db.Set<TopicFollow>().Where(f => f.TopicId == id).Select(f => f.MemberId).ToListAsync()).ToList();
                foreach (var member in followers) db.Add(new TopicFollow { MemberId = member, TopicId = id, At = one.At });
                await db.SaveChangesAsync();
                await db.Set<Topic>().Where(t => t.Id == id).ExecuteUpdateAsync(s => s.SetProperty(t => t.Description, t => t.Description == "" ? one.About : t.Description)
                    .SetProperty(t => t.FollowerCount, t => db.Set<TopicFollow>().Count(f => f.TopicId == t.Id)));
            });
        }
    }

    /// <param name="searches">The words, and when somebody looked for them: each time another, and nobody in particular.</param>
    public async Task Searches(string source, IReadOnlyList<(string Text, IReadOnlyList<Instant> At)> searches)
    {
        if ((await book.Of(source, "searches")).Count > 0) return;
        await db.Write(() =>
        {
            foreach (var (text, times) in searches)
                for (var who = 0; who < times.Count; who++) db.Add(new SearchAsk { Thing = HotSearches.ThingOf(text), Who = who, At = times[who] });
            book.Add(source, "searches", "all", 0);
            return Task.CompletedTask;
        });
    }
}

/// <param name="Source">What its source calls it.</param>
/// <param name="Public">Else for those who have its address.</param>
public sealed record CollectionToBring(string Source, long OwnerId, string Name, string About, bool Public, IReadOnlyList<long> Notes, Instant MadeAt);

public sealed record TopicToBring(string Name, string About, IReadOnlyList<long> Followers, Instant At);
