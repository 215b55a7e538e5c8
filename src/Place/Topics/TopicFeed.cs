using Kaki.Kernel;
using Kaki.Kernel.Http;
using Kaki.Kernel.Words;
using Kaki.Place.Syndication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kaki.Place.Topics;

/// <summary>A topic's newest public notes for feed readers.</summary>
internal static class TopicFeed
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/topics/{name}/feed.atom", async (string name, HttpContext http, ReadTopic read, FeedEntries entries, Words words) => (await Document(name, http, read, entries, words)).Atom(http)).ExcludeFromDescription();
        routes.MapGet("/topics/{name}/feed.rss", async (string name, HttpContext http, ReadTopic read, FeedEntries entries, Words words) => (await Document(name, http, read, entries, words)).Rss(http)).ExcludeFromDescription();
    }

    private static async Task<FeedDocument> Document(string name, HttpContext http, ReadTopic read, FeedEntries entries, Words words)
    {
        var nobody = Caller.Nobody();
        var topic = await read.Run(nobody, name);
        var notes = (await read.Newest(nobody, topic, null, 0)).Cards;
        return new($"#{topic.Name} · {words["site.name"]}", PublicAddress.Of(http, "/topics/" + Uri.EscapeDataString(topic.Name)), PublicAddress.Origin(http), await entries.Of(notes));
    }
}
