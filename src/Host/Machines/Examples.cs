using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Kaki.Host.Machines;

/// <summary>Example bodies of the description, by operation, from <c>openapi.examples.json</c>; a test sends each of them.</summary>
internal static class Examples
{
    private static readonly JsonObject All = Read();

    public static JsonNode Problem => All["problem"]!.DeepClone();

    public static void Put(OpenApiOperation operation)
    {
        if (operation.OperationId is not { } id || All[id] is not { } example || operation.RequestBody?.Content is not { } content) return;
        if (content.TryGetValue("application/json", out var json) && json is OpenApiMediaType media) media.Example = example.DeepClone();
    }

    private static JsonObject Read()
    {
        using var stream = typeof(Examples).Assembly.GetManifestResourceStream("openapi.examples.json")!;
        return JsonNode.Parse(stream)!.AsObject();
    }
}
