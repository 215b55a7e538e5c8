using System.Text.Json.Nodes;
using Kaki.Tests.Host.Machines;

namespace Kaki.Tests.Host.Http;

/// <summary>What the right person would send to each door that takes JSON: the description's examples, about things of the town.</summary>
internal static class GoodBodies
{
    public static async Task<IReadOnlyDictionary<string, JsonNode>> Of(LiveSite site, Town town)
    {
        var ids = new Dictionary<string, string> { ["sku"] = $"{town.Life.Sku}", ["productId"] = $"{town.Product}", ["collectionId"] = $"{town.Life.Collection}", ["part"] = $"{town.Life.PaidPart}" };
        using var reader = site.Client();
        return (await Description.Of(reader)).Operations.Where(o => o.Body is not null)
            .ToDictionary(o => $"{o}", o => Meant(JsonNode.Parse(o.Body!.Value.GetProperty("example").GetRawText())!, ids));
    }

    private static JsonNode Meant(JsonNode example, Dictionary<string, string> ids)
    {
        foreach (var (key, value) in example is JsonObject o ? o.ToList() : [])
            if (ids.TryGetValue(key, out var id)) example[key] = id;
            else if (key == "pictures") example[key] = new JsonArray();
            else if (value is not null) Meant(value, ids);
        if (example is JsonArray list)
            foreach (var item in list.OfType<JsonNode>()) Meant(item, ids);
        return example;
    }
}
