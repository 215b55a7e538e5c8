using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Kaki.Place.Notes;
using Kaki.Trust.Limits;
using Kaki.Trust.Screening;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Saving;

/// <summary>Collections are made, renamed, shared and removed; the notes in a removed one stay saved.</summary>
internal sealed class KeepCollection(AppDb db, NoteAccess access, Screen screen, RateLimit limit, TimeProvider clock)
{
    public sealed record Input(string Name, string? About, CollectionVisibility? Visibility);
    public sealed record Row(Id Id, string Name, string About, CollectionVisibility Visibility, int Count);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/collections").WithTags("collections");
        group.MapGet("", async (Caller caller, KeepCollection keep) => TypedResults.Ok(new Page<Row>(await keep.Of(caller, caller.Member), null))).WithName("listCollections").WithSummary("One's collections");
        group.MapPost("", async (Input input, Caller caller, KeepCollection keep) => TypedResults.Ok(await keep.Make(caller, input))).WithName("makeCollection").WithSummary("Make a collection");
        group.MapPut("/{id}", async (Id id, Input input, HttpContext http, Caller caller, KeepCollection keep) => TypedResults.Ok(await keep.Change(caller, id, input, http.Request.RequireMatch)))
            .WithName("changeCollection").WithSummary("Rename or share a collection; If-Match names the version that was read");
        group.MapDelete("/{id}", async Task<NoContent> (Id id, Caller caller, KeepCollection keep) => { await keep.Remove(caller, id); return TypedResults.NoContent(); }).WithName("removeCollection").WithSummary("Remove a collection; its notes stay saved");
    }

    /// <summary>All of one's own, the public ones of others; with how many of their notes the caller may read.</summary>
    public async Task<IReadOnlyList<Row>> Of(Caller caller, long owner)
    {
        var own = caller.MemberId == owner;
        var visible = await access.Visible(caller, browsing: false);
        return await db.Set<Collection>().AsNoTracking().Where(c => c.OwnerId == owner && (own || c.Visibility == CollectionVisibility.Public))
            .OrderByDescending(c => c.MadeAt).ThenByDescending(c => c.Id).Take(Collection.Most)
            .Select(c => new Row(c.Id, c.Name, c.About, c.Visibility, db.Set<Save>().Count(s => s.CollectionId == c.Id && visible.Any(n => n.Id == s.NoteId)))).ToListAsync();
    }

    public async Task<Row> Make(Caller caller, Input input)
    {
        var me = caller.Member;
        var name = await Check(caller, input);
        return await Named(() => db.Write(async () =>
        {
            if (await db.Set<Collection>().CountAsync(c => c.OwnerId == me) >= Collection.Most) throw new Refusal("collection.many", 422, Collection.Most);
            var made = new Collection { Id = Ids.Drawn(), OwnerId = me, Name = name, About = input.About?.Trim() ?? "", Visibility = input.Visibility ?? CollectionVisibility.Private, MadeAt = Instant.Now(clock) };
            db.Add(made);
            return new Row(made.Id, made.Name, made.About, made.Visibility, 0);
        }));
    }

    /// <param name="unchanged">Refuses the version it is given where that is not the one the owner has before them.</param>
    public async Task<Row> Change(Caller caller, Id id, Input input, Action<long>? unchanged = null)
    {
        var name = await Check(caller, input);
        var visible = await access.Visible(caller, browsing: false);
        return await Named(() => db.Write(async () =>
        {
            var collection = await Own(caller, id);
            unchanged?.Invoke(collection.Version);
            collection.Name = name;
            collection.About = input.About?.Trim() ?? collection.About;
            collection.Visibility = input.Visibility ?? collection.Visibility;
            return new Row(id, collection.Name, collection.About, collection.Visibility, await db.Set<Save>().CountAsync(s => s.CollectionId == id.Value && visible.Any(n => n.Id == s.NoteId)));
        }));
    }

    public Task Remove(Caller caller, Id id) => db.Write(async () => { db.Remove(await Own(caller, id)); });

    private async Task<Collection> Own(Caller caller, Id id)
    {
        var me = caller.Member;
        return await db.Set<Collection>().SingleOrDefaultAsync(c => c.Id == id.Value && c.OwnerId == me) ?? throw Refusal.Missing();
    }

    private async Task<string> Check(Caller caller, Input input)
    {
        await limit.Take("collection", caller.Member.ToString(), 240, TimeSpan.FromHours(1));
        var name = input.Name?.Trim() ?? "";
        if (name.Length is 0 or > Collection.LongestName) throw Refusal.Invalid("name", "collection.name", Collection.LongestName);
        if (input.About is { Length: > Collection.LongestAbout }) throw Refusal.Invalid("about", "collection.about", Collection.LongestAbout);
        await screen.Require(caller, name, input.About);
        return name;
    }

    private async Task<Row> Named(Func<Task<Row>> write)
    {
        try { return await write(); }
        catch (DbUpdateException e) when (Unique.IsBroken(db, e)) { throw Refusal.Invalid("name", "collection.name_taken"); }
    }
}
