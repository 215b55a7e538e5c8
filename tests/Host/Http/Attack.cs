using System.Text;
using System.Text.Json.Nodes;
using Kaki.Tests.Host.Machines;

namespace Kaki.Tests.Host.Http;

/// <summary>One request nobody means well with.</summary>
internal sealed record Attack(string What, string Path)
{
    public string? Method { get; init; }
    public (string Name, string Value)? Header { get; init; }
    public Func<HttpContent>? Content { get; init; }
}

/// <summary>What is sent to a door: one wrong thing at a time, drawn by the door's own name, so that a door always meets the same.</summary>
/// <param name="foreign">Ids and cursors that are good ones somewhere else.</param>
/// <param name="examples">JSON bodies that are as they should be, by door.</param>
internal sealed class Attacks(Ways ways, IReadOnlyList<string> foreign, IReadOnlyDictionary<string, JsonNode> examples)
{
    private const int OfAnAddress = 2, OfHeaders = 1, OfFields = 2, OfBodies = 1, OfJson = 2;

    // Some handlers read the form themselves: names that occur in forms anywhere stand for what they look for.
    private static readonly string[] AnyForm = ["text", "reason", "part", "quantity", "picked", "sku", "product", "o0", "o1", "carrier", "tracking", "theme", "lang", "return", "choice", "parcel", "line"];

    private readonly string[] texts = [.. HostileValues.Texts, .. foreign];
    private Random chance = new();

    public IReadOnlyList<Attack> On(Door door)
    {
        chance = new(door.ToString().Aggregate(17, (sum, letter) => unchecked(sum * 31 + letter)));
        var good = ways.To(door.Route);
        return [.. Addresses(door), .. Queries(door, good), .. Headers(door, good), .. Forms(door, good), .. Bodies(door, good), .. Jsons(door, good), .. Methods(door, good)];
    }

    private IEnumerable<Attack> Addresses(Door door) =>
        from part in Enumerable.Range(0, Ways.Parts(door.Route))
        from raw in Some([.. HostileValues.Raw, HostileValues.LongPart, .. texts.Select(Uri.EscapeDataString)], OfAnAddress)
        select new Attack($"{{{part}}} = {Short(raw)}", door.At(ways.To(door.Route, part, raw)));

    private IEnumerable<Attack> Queries(Door door, string good)
    {
        foreach (var name in door.Query)
        {
            var text = Text();
            yield return new($"?{name}={Short(text)}", door.At(good, $"{name}={Uri.EscapeDataString(text)}"));
            yield return new($"?{name} twice", door.At(good, $"{name}={Uri.EscapeDataString(Text())}&{name}[]=1&{name}={One(HostileValues.Raw)}&{name}"));
        }
        if (door.IsSafe && door.Query.Count == 0) yield return new("a query of nonsense", door.At(good, "&&=&%=%zz&=a&?&[]=1&lang=%00&handler=%ff"));
    }

    // What would be done away with is asked for where nothing is.
    private IEnumerable<Attack> Headers(Door door, string good) =>
        from header in Some(HostileValues.Headers, OfHeaders)
        select new Attack($"{header.Name}: {Short(header.Value)}", door.At(door.IsSafe || Ways.Parts(door.Route) == 0 ? good : ways.To(door.Route, 0, Ways.Nowhere))) { Header = header };

    private IEnumerable<Attack> Forms(Door door, string good)
    {
        if (door.IsSafe || door.IsApi) return [];
        var names = door.Fields.Count > 0 ? [.. door.Fields, "_key"] : AnyForm;
        Attack Form(string what, IEnumerable<(string Name, string Value)> fields) => new(what, door.At(good)) { Content = () => new FormUrlEncodedContent(fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value))) };
        return
        [
            .. Some(door.Fields, OfFields).Select(name => (name, Text())).Select(f => Form($"{f.name} = {Short(f.Item2)}", [f])),
            Form("all of a form", [.. names.Select(name => (name, Text()))]),
            One(
                Form("all of a form, long", names.Take(4).Select(name => (name, HostileValues.Long))),
                Form("all of a form twice", [.. names.Concat(names).Select(name => (name, Text()))]),
                new("all of a form in parts, with a file that is none", door.At(good)) { Content = () => Parts(names, "a\0b") }),
        ];
    }

    private static MultipartFormDataContent Parts(IEnumerable<string> names, string text)
    {
        var parts = new MultipartFormDataContent { { new ByteArrayContent([0, 1, 2]), "files", "aé.png" } };
        foreach (var name in names) parts.Add(new StringContent(text), $"\"{name}\"");
        return parts;
    }

    private IEnumerable<Attack> Bodies(Door door, string good) =>
        door.IsSafe ? [] : Some(HostileValues.Bodies, OfBodies).Select(b => new Attack(b.What, door.At(good)) { Content = b.Content });

    private IEnumerable<Attack> Jsons(Door door, string good) =>
        !examples.TryGetValue($"{door}", out var example) ? []
            : Some([.. Spoiled.Of(example, [])], OfJson).Select(s => new Attack(s.What, door.At(good)) { Content = () => new StringContent(s.Body, Encoding.UTF8, "application/json") });

    private IEnumerable<Attack> Methods(Door door, string good) =>
        door.IsSafe ? [new("asked otherwise", door.At(good)) { Method = One([.. HostileValues.Methods.Where(m => m != door.Method)]) }] : [];

    private string Text() => One(texts);

    private T One<T>(params T[] all) => all[chance.Next(all.Length)];

    private T[] Some<T>(IReadOnlyList<T> all, int n)
    {
        T[] drawn = [.. all];
        chance.Shuffle(drawn);
        return drawn[..Math.Min(n, drawn.Length)];
    }

    private static string Short(string text) => Uri.EscapeDataString(text.Length > 40 ? text[..40] : text);
}
