using Kaki.Kernel;
using Kaki.Kernel.Http;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Kaki.Place.Feed;
using Kaki.Place.Saving;
using Kaki.Place.Syndication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Place.Profile;

internal static class ProfileRoom
{
    public static void Services(IServiceCollection services) => services.AddScoped<ReadProfile>().AddScoped<ListFolders>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/people/{handle}/notes", async (string handle, Caller caller, ReadProfile read, Cursor? after, int from = 0, bool noai = false) => TypedResults.Ok(ReadFeed.Listed(await Notes(caller, handle, read, after, from, noai), $"/api/v1/people/{handle}/notes", noai)))
            .WithName("listPersonNotes").WithSummary("Somebody's notes as the caller may see them, newest first. noai leaves out what was made with AI").WithTags("people");
        routes.MapGet("/api/v1/people/{handle}/collections", async (string handle, Caller caller, ReadProfile read, KeepCollection keep) => TypedResults.Ok(new Page<KeepCollection.Row>([.. (await keep.Of(caller, (await Open(caller, handle, read)).Person.Id)).Where(c => c.Visibility == CollectionVisibility.Public)], null)))
            .WithName("listPersonCollections").WithSummary("Somebody's public collections, the newest first").WithTags("collections").ProducesProblem(404);
        routes.MapGet("/api/v1/account/saved", async (Caller caller, ReadProfile read, Cursor? after, int from = 0) => TypedResults.Ok(ReadFeed.Listed(await read.Saved(caller, "?", after, Place(from)), "/api/v1/account/saved")))
            .WithName("listSaved").WithSummary("What you saved, the latest first").WithTags("collections");
        // A person's newest public notes for feed readers.
        routes.MapGet("/@{handle}/feed.atom", async (string handle, HttpContext http, ReadProfile read, FeedEntries entries) => (await Document(handle, http, read, entries)).Atom(http)).ExcludeFromDescription();
        routes.MapGet("/@{handle}/feed.rss", async (string handle, HttpContext http, ReadProfile read, FeedEntries entries) => (await Document(handle, http, read, entries)).Rss(http)).ExcludeFromDescription();
    }

    private static async Task<FeedPage> Notes(Caller caller, string handle, ReadProfile read, Cursor? after, int from, bool noAi) =>
        await read.Notes(caller, (await Open(caller, handle, read)).Person, after, Place(from), noAi);

    private static async Task<PersonView> Open(Caller caller, string handle, ReadProfile read)
    {
        var person = await read.Person(caller, handle);
        return ReadProfile.Shut(person) ? throw Refusal.Missing() : person;
    }

    private static int Place(int from) => Math.Clamp(from, 0, 100_000);

    private static async Task<FeedDocument> Document(string handle, HttpContext http, ReadProfile read, FeedEntries entries)
    {
        var nobody = Caller.Nobody();
        var person = (await read.Person(nobody, handle)).Person;
        if (!person.Indexable) http.Response.Headers["X-Robots-Tag"] = "noindex";
        return new(person.Name, PublicAddress.Of(http, "/@" + person.Handle), PublicAddress.Origin(http), await entries.Of((await read.Notes(nobody, person, null, 0)).Cards));
    }
}
