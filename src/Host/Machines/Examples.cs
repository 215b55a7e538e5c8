using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Kaki.Host.Machines;

/// <summary>Examples of the description, by operation, from <c>openapi.examples.json</c>: bodies, each of which a test sends, and, below "answers", answers, each of which a test holds against its schema.</summary>
internal static class Examples
{
    private static readonly JsonObject All = Read();

    public static JsonNode Problem => All["problem"]!.DeepClone();

    public static void Put(OpenApiOperation operation)
    {
        if (operation.OperationId is not { } id) return;
        Put(operation.RequestBody?.Content, All[id]);
        Put(operation.Responses?.GetValueOrDefault("200")?.Content, All["answers"]![id]);
    }

    private static void Put(IDictionary<string, OpenApiMediaType>? content, JsonNode? example)
    {
        if (example is not null && content?.TryGetValue("application/json", out var json) == true && json is OpenApiMediaType media) media.Example = example.DeepClone();
    }

    private static JsonObject Read()
    {
        using var stream = typeof(Examples).Assembly.GetManifestResourceStream("openapi.examples.json")!;
        return JsonNode.Parse(stream)!.AsObject();
    }
}
