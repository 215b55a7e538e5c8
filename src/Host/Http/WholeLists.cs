using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Kaki.Host.Http;

/// <summary>No list of the API has a hole in it: <c>[null]</c> is malformed, whatever the list is of, and no use case need look for it.</summary>
internal static class WholeLists
{
    public static void Check(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        var lists = type.Properties.Where(p => p.Get is not null && p.PropertyType != typeof(string) && typeof(IEnumerable).IsAssignableFrom(p.PropertyType)).ToArray();
        if (lists.Length > 0) type.OnDeserialized = read => { foreach (var list in lists) Look(list, read); };
    }

    private static void Look(JsonPropertyInfo list, object read)
    {
        foreach (var item in (IEnumerable?)list.Get!(read) ?? Array.Empty<object>())
            if (item is null) throw new JsonException($"{list.Name} has a hole in it.");
    }
}
