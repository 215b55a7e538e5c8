using Kaki.Kernel.Data;
using Kaki.Kernel.Faces;
using Kaki.Kernel.Paging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Topics;

/// <summary>Topics by the beginning of their name, else by a part of it, the fullest first; with no words, the hottest. One that no public note is about is nobody's to know.</summary>
internal sealed class SuggestTopics(AppDb db, HotTopics hot)
{
    private const int Most = 8;
    public sealed record Item(string Name, string Count);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/topics/suggest", async (string? q, SuggestTopics suggest) => TypedResults.Ok(await suggest.Run(q)))
        .WithName("suggestTopics").WithSummary("Topics while typing").WithTags("topics");

    public async Task<Page<Item>> Run(string? q)
    {
        var folded = TopicNames.Fold((q ?? "").Trim().TrimStart('#', '＃'));
        if (folded.Length is 0 or > 30) return new([.. (await hot.Top(Most)).Select(t => new Item(t.Name, Face.Count(t.Notes)))], null);
        var found = await db.Set<Topic>().AsNoTracking().Where(t => t.NoteCount > 0 && t.Folded.Contains(folded)).OrderByDescending(t => t.Folded.StartsWith(folded)).ThenByDescending(t => t.NoteCount).ThenBy(t => t.Id).Take(Most).ToListAsync();
        return new([.. found.Select(t => new Item(t.Name, Face.Count(t.NoteCount)))], null);
    }
}
