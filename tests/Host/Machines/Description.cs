using System.Text.Json;
using Kaki.Kernel.Data;

namespace Kaki.Tests.Host.Machines;

/// <summary>The description of the API as it is served, and what its schemas say of a body.</summary>
internal sealed class Description
{
    /// <summary>A browser keeps 53 bits of a number: a larger one arrives as another.</summary>
    private const double LargestExact = 9_007_199_254_740_991;

    private readonly JsonElement root;

    private Description(JsonElement root) => this.root = root;

    public static Task<Description> Read() => Of(TestSite.On(Provider.Sqlite).Browser());

    public static async Task<Description> Of(HttpClient reader) => new(await reader.GetAsync("/openapi/v1.json").Json());

    public string Version => root.GetProperty("openapi").GetString()!;
    public IEnumerable<Operation> Operations =>
        from path in root.GetProperty("paths").EnumerateObject()
        from method in path.Value.EnumerateObject()
        select new Operation(method.Name.ToUpperInvariant(), path.Name, method.Value);

    public IEnumerable<JsonProperty> Schemas => root.GetProperty("components").GetProperty("schemas").EnumerateObject();

    /// <summary>What the body of an operation may hold.</summary>
    public IEnumerable<string> PropertiesOf(JsonElement body) => Meant(body.TryGetProperty("schema", out var schema) ? schema : body).TryGetProperty("properties", out var known) ? known.EnumerateObject().Select(p => p.Name) : [];

    /// <summary>What in <paramref name="value"/> is not as <paramref name="schema"/> says, each with where it is.</summary>
    public IEnumerable<string> Against(JsonElement schema, JsonElement value, string where = "")
    {
        schema = Meant(schema);
        if (schema.TryGetProperty("oneOf", out var either))
        {
            var tries = either.EnumerateArray().Select(s => Against(s, value, where).ToList()).ToList();
            return tries.Any(t => t.Count == 0) ? [] : tries.MaxBy(t => t.Count)!;
        }
        return value.ValueKind switch
        {
            JsonValueKind.Object => OfObject(schema, value, where),
            JsonValueKind.Array => Kind(schema, "array", where).Concat(!schema.TryGetProperty("items", out var items) ? [] : value.EnumerateArray().SelectMany((v, i) => Against(items, v, $"{where}[{i}]"))),
            JsonValueKind.String => Kind(schema, "string", where).Concat(Listed(schema, value, where)),
            JsonValueKind.Number => OfNumber(schema, value, where),
            JsonValueKind.True or JsonValueKind.False => Kind(schema, "boolean", where),
            _ => Kind(schema, "null", where),
        };
    }

    private JsonElement Meant(JsonElement schema) =>
        schema.TryGetProperty("$ref", out var name) ? root.GetProperty("components").GetProperty("schemas").GetProperty(name.GetString()!.Split('/')[^1]) : schema;

    private IEnumerable<string> OfObject(JsonElement schema, JsonElement value, string where)
    {
        foreach (var wrong in Kind(schema, "object", where)) yield return wrong;
        var others = schema.TryGetProperty("additionalProperties", out var rest) ? rest : (JsonElement?)null;
        if (!schema.TryGetProperty("properties", out var known))
        {
            if (others is { } each) foreach (var wrong in value.EnumerateObject().SelectMany(p => Against(each, p.Value, $"{where}.{p.Name}"))) yield return wrong;
            yield break;
        }
        foreach (var p in value.EnumerateObject())
            if (known.TryGetProperty(p.Name, out var schemaOf)) foreach (var wrong in Against(schemaOf, p.Value, $"{where}.{p.Name}")) yield return wrong;
            else if (others is null) yield return $"{where}.{p.Name} is not described";
        if (schema.TryGetProperty("required", out var required))
            foreach (var name in required.EnumerateArray().Select(n => n.GetString()!).Where(n => !value.TryGetProperty(n, out _))) yield return $"{where}.{name} is missing";
    }

    private static IEnumerable<string> OfNumber(JsonElement schema, JsonElement value, string where)
    {
        if (Math.Abs(value.GetDouble()) > LargestExact) yield return $"{where} is a number a browser rounds: {value}";
        foreach (var wrong in Kind(schema, value.TryGetInt64(out _) && !Kinds(schema).Contains("number") ? "integer" : "number", where)) yield return wrong;
    }

    private static IEnumerable<string> Listed(JsonElement schema, JsonElement value, string where) =>
        schema.TryGetProperty("enum", out var values) && values.EnumerateArray().All(v => v.GetString() != value.GetString()) ? [$"{where} is {value}, none of the listed"] : [];

    private static IEnumerable<string> Kind(JsonElement schema, string kind, string where) =>
        Kinds(schema) is { Count: > 0 } kinds && !kinds.Contains(kind) ? [$"{where} is {kind}, said to be {string.Join(" or ", kinds)}"] : [];

    public static List<string> Kinds(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? []
        : type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(t => t.GetString()!)] : [type.GetString()!];
}

/// <summary>One operation of the description.</summary>
internal sealed record Operation(string Method, string Path, JsonElement It)
{
    public string Name => It.GetProperty("operationId").GetString()!;

    public JsonElement? Body => It.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out var json) ? json : null;

    /// <summary>The schema of what it answers when all is well, if it answers JSON.</summary>
    public JsonElement? Answer => It.GetProperty("responses").EnumerateObject().Where(r => r.Name[0] == '2').Select(r => r.Value)
        .Where(r => r.TryGetProperty("content", out var content) && content.TryGetProperty("application/json", out _))
        .Select(r => (JsonElement?)r.GetProperty("content").GetProperty("application/json").GetProperty("schema")).FirstOrDefault();

    /// <summary>The example of that answer, where there is one.</summary>
    public JsonElement? AnswerExample => It.GetProperty("responses").TryGetProperty("200", out var ok) && ok.TryGetProperty("content", out var content) && content.TryGetProperty("application/json", out var json) && json.TryGetProperty("example", out var example) ? example : null;

    public override string ToString() => $"{Method} {Path}";
}
