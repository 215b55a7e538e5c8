using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kaki.Place.Publishing;

/// <summary>A checkbox of a form sent as JSON: true, "true" and "on" are yes.</summary>
internal sealed class YesNo : JsonConverter<bool>
{
    public override bool Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False or JsonTokenType.Null => false,
        JsonTokenType.String => reader.GetString() is "true" or "on" or "1",
        _ => throw new JsonException("Neither yes nor no."),
    };

    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);
}

/// <summary>A field that may come once or several times: a lone value is a list of one; empty strings are none.</summary>
internal sealed class OneOrMany<T> : JsonConverter<List<T>>
{
    public override List<T> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        var list = new List<T>();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            Add(ref reader, list, options);
            return list;
        }
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) Add(ref reader, list, options);
        return list;
    }

    public override void Write(Utf8JsonWriter writer, List<T> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var item in value) JsonSerializer.Serialize(writer, item, options);
        writer.WriteEndArray();
    }

    private static void Add(ref Utf8JsonReader reader, List<T> list, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null || reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("")) return;
        if (JsonSerializer.Deserialize<T>(ref reader, options) is { } item) list.Add(item);
    }
}
