using Kaki.Kernel;
using Kaki.Kernel.Http;
using Kaki.Place.Syndication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.Place.Profile;

internal static class ProfileRoom
{
    public static void Services(IServiceCollection services) => services.AddScoped<ReadProfile>().AddScoped<ListFolders>();

    /// <summary>A person's newest public notes for feed readers.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/@{handle}/feed.atom", async (string handle, HttpContext http, ReadProfile read) => (await Document(handle, http, read)).Atom(http)).ExcludeFromDescription();
        routes.MapGet("/@{handle}/feed.rss", async (string handle, HttpContext http, ReadProfile read) => (await Document(handle, http, read)).Rss(http)).ExcludeFromDescription();
    }

    private static async Task<FeedDocument> Document(string handle, HttpContext http, ReadProfile read)
    {
        var nobody = Caller.Nobody();
        var person = (await read.Person(nobody, handle)).Person;
        return new(person.Name, PublicAddress.Of(http, "/@" + person.Handle), PublicAddress.Origin(http), (await read.Notes(nobody, person, null, 0)).Cards);
    }
}
