using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kaki.Tests.Host.Machines;

/// <summary>A good body made wrong in one place at a time, in every place.</summary>
internal static class Spoiled
{
    private const int TooDeep = 300;
    private static readonly string Deep = new string('[', TooDeep) + new string(']', TooDeep);

    // Written as they go over the wire: some of them no number of ours can hold.
    private static readonly string[] InPlaceOfAnything = ["null", "{}", "[]", "[null]", "true", "-1", "99999999999999999999999", "1e300", "-0.5", "\"\"", "\"a\\u0000b\"", "\"\\ud800\"", $"\"{new string('x', 30_000)}\"", Deep];

    public static readonly string[] Wholes = ["", "null", "[]", "{}", "\"\"", "7", "{", "{\"a\":", "\u0000", Deep, "{\"a\":" + Deep + "}"];

    /// <summary>What was done, and the body it made.</summary>
    /// <param name="known">What the body may hold, whether or not this one does.</param>
    public static IEnumerable<(string What, string Body)> Of(JsonNode good, IEnumerable<string> known)
    {
        foreach (var path in Places(good, []).Concat(known.Where(k => !good.AsObject().ContainsKey(k)).Select(k => new object[] { k })).ToList())
        {
            yield return ($"{Name(path)} left out", Without(good, path));
            foreach (var bad in InPlaceOfAnything) yield return ($"{Name(path)} = {(bad.Length > 30 ? bad[..30] + "…" : bad)}", With(good, path, bad));
        }
    }

    private static IEnumerable<object[]> Places(JsonNode? node, object[] here) => node switch
    {
        JsonObject o => o.SelectMany(p => Places(p.Value, [.. here, p.Key]).Prepend([.. here, p.Key])),
        JsonArray a => a.SelectMany((v, i) => Places(v, [.. here, i]).Prepend([.. here, i])),
        _ => [],
    };

    private static string With(JsonNode good, object[] path, string raw)
    {
        const string Mark = "here-it-comes";
        var copy = good.DeepClone();
        var parent = Parent(copy, path);
        if (path[^1] is string key) parent[key] = Mark;
        else parent[(int)path[^1]] = Mark;
        return copy.ToJsonString().Replace($"\"{Mark}\"", raw, StringComparison.Ordinal);
    }

    private static string Without(JsonNode good, object[] path)
    {
        var copy = good.DeepClone();
        var parent = Parent(copy, path);
        if (path[^1] is string key) parent.AsObject().Remove(key);
        else parent.AsArray().RemoveAt((int)path[^1]);
        return copy.ToJsonString();
    }

    private static JsonNode Parent(JsonNode root, object[] path) => path[..^1].Aggregate(root, (node, step) => (step is string key ? node[key] : node[(int)step])!);

    private static string Name(object[] path) => string.Join('.', path);
}
