using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Learning.Text;
using Kaki.People;
using Kaki.Place.Topics;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Feed;

/// <summary>What a reader likes to hear about.</summary>
/// <param name="Topics">By name, and in the one word that topics are compared in.</param>
internal sealed record Taste(string Language, IReadOnlyList<(string Name, string Word)> Topics)
{
    public IReadOnlySet<string> Words { get; } = Topics.Select(t => t.Word).ToHashSet();
}

/// <summary>The interests somebody picked, as their language says them, then the topics they follow, the latest first.</summary>
internal sealed class Tastes(AppDb db, PeopleReads people, MemberShelf shelf)
{
    private const int MostFollowed = 200;

    public async ValueTask<Taste> Of(Caller caller, long me)
    {
        var kept = await shelf.Of(me, () => Read(caller.Language, me), t => 2 * t.Topics.Count);
        return kept.Language == caller.Language ? kept : await Read(caller.Language, me); // somebody who changes language within seconds
    }

    private async Task<Taste> Read(string language, long me)
    {
        var picked = await people.InterestsOf(me);
        var followed = await db.Set<TopicFollow>().Where(f => f.MemberId == me).OrderByDescending(f => f.At).ThenBy(f => f.TopicId).Take(MostFollowed)
            .Join(db.Set<Topic>(), f => f.TopicId, t => t.Id, (_, t) => t.Name).ToListAsync();
        return new(language, [.. picked.Concat(followed).Select(name => (name, Folding.OneWord(name))).DistinctBy(t => t.Item2)]);
    }
}
