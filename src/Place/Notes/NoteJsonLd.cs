using System.Text.Json;
using System.Text.Json.Nodes;
using Kaki.Kernel.Http;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;

namespace Kaki.Place.Notes;

/// <summary>schema.org SocialMediaPosting for a note.</summary>
internal static class NoteJsonLd
{
    public static HtmlString Of(HttpContext http, NoteView note, string address)
    {
        var json = new JsonObject
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "SocialMediaPosting",
            ["@id"] = address,
            ["url"] = address,
            ["headline"] = note.Title,
            ["articleBody"] = note.Body,
            ["inLanguage"] = note.Language,
            ["datePublished"] = note.PublishedAt.ToString(),
            ["dateModified"] = (note.EditedAt ?? note.PublishedAt).ToString(),
            ["author"] = new JsonObject { ["@type"] = "Person", ["name"] = note.Author.Name, ["url"] = PublicAddress.Of(http, "/@" + note.Author.Handle) },
            ["image"] = new JsonArray([.. note.Pictures.Select(p => (JsonNode)PublicAddress.Of(http, p.Url(1080)))]),
            ["keywords"] = string.Join(", ", note.Topics),
            ["commentCount"] = note.Comments,
            ["interactionStatistic"] = new JsonObject { ["@type"] = "InteractionCounter", ["interactionType"] = "https://schema.org/LikeAction", ["userInteractionCount"] = note.Likes },
            ["mentions"] = new JsonArray([.. note.Products.Select(p => (JsonNode)new JsonObject { ["@type"] = "Product", ["name"] = p.Title, ["url"] = PublicAddress.Of(http, $"/goods/{new Kernel.Id(p.Id)}") })]),
        };
        return new HtmlString(json.ToJsonString(JsonSerializerOptions.Default)); // its encoder writes < as \u003C
    }
}
