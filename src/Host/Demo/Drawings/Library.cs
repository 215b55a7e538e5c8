using System.Collections.Concurrent;
using System.Text.Json;

namespace Kaki.Host.Demo.Drawings;

/// <summary>A drawn object: where its ink is (box), where its feet are (ground), where it may stand.</summary>
internal sealed record Thing(
    string Name, string Group, string Zh, string En, string View, string[] Stage, double Size, double Ground,
    double Shadow, double W, double H, double[] Box, double? Room, string[]? Grounds)
{
    public bool Stands => View != "flat";
    public bool Lies => View != "front";
    public bool IsFar => Stage.Contains("far");
    public double InkWidth => Box[2] - Box[0];
    public double InkHeight => Box[3] - Box[1];
    public bool Fits(string ground) => Grounds is null || Grounds.Contains(ground);
}

internal sealed record Ground(string Name, string Kind, string[] Stage, double Horizon, double[] Band, double[]? Wall);

internal sealed record HeadlineIdea(string[] Zh, string En, string[]? Objects);

internal sealed record Theme(
    string Name, string Zh, string En, string[] Flat, string[] Table, string[] Room, string[] Out,
    string[] Top, string[] Stand, HeadlineIdea[] Headlines)
{
    public string[] On(string stage) => stage switch { "table" => Table, "room" => Room, _ => Out };
}

internal sealed record Palette(
    string Name, string Zh, string Mood, string A, string B, string C, string D, string Bg, string Shadow, string Light);

internal sealed record ShadeRules(
    Dictionary<string, double> Shade, double PaleShade, int PaleFrom, Dictionary<string, double> Light, double NaturalTint);

internal sealed record Colours(
    ShadeRules Rules, Dictionary<string, string> Natural, string[] Skin, string[] Hair, Palette[] Palettes);

/// <summary>The drawings and what is known about them, read once from the assembly.</summary>
internal static class Library
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    static readonly ConcurrentDictionary<string, string> Bodies = new();

    public static IReadOnlyList<Thing> Things { get; } = Rows<Thing>("objects");

    // Among Things they would shift what a seed picks.
    static readonly IReadOnlyList<Thing> ByNameOnly = Rows<Thing>("objects.named");
    public static IReadOnlyList<Theme> Themes { get; } = Rows<Theme>("themes");
    public static Colours Colours { get; } = JsonSerializer.Deserialize<Colours>(Read("palettes.json"), Json)!;

    static readonly Dictionary<string, Thing> ThingsByName = Things.Concat(ByNameOnly).ToDictionary(thing => thing.Name);
    static readonly Dictionary<string, Ground> Grounds = Rows<Ground>("backgrounds").ToDictionary(ground => ground.Name);

    public static Thing Thing(string name) => ThingsByName[name];
    public static Ground Ground(string name) => Grounds[name];

    /// <summary>What stands between the outer svg tags of a drawing, colours still as tokens.</summary>
    public static string Body(string folder, string name) => Bodies.GetOrAdd($"{folder}/{name}.svg", path =>
    {
        var text = Read(path);
        return text[(text.IndexOf('>') + 1)..text.LastIndexOf("</svg>", StringComparison.Ordinal)];
    });

    static List<T> Rows<T>(string file)
    {
        using var document = JsonDocument.Parse(Read(file + ".json"));
        return [.. document.RootElement.EnumerateObject().Select(Named<T>)];
    }

    static T Named<T>(JsonProperty row)
    {
        var node = System.Text.Json.Nodes.JsonObject.Create(row.Value)!;
        node["name"] = row.Name;
        return node.Deserialize<T>(Json)!;
    }

    public static string Read(string path)
    {
        using var stream = typeof(Library).Assembly.GetManifestResourceStream("Drawings/" + path)
            ?? throw new FileNotFoundException("No such drawing in the assembly", path);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
