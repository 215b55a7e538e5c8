using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kaki.Kernel;

/// <summary>A row's 64-bit id as the outside sees it: up to eleven letters and digits, none of them easily confused (base 58).</summary>
[JsonConverter(typeof(IdJson))]
public readonly record struct Id(long Value) : IParsable<Id>
{
    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    public static implicit operator long(Id id) => id.Value;
    public static implicit operator Id(long value) => new(value);

    public override string ToString() => string.Create(Length(Value), Value, static (span, value) =>
    {
        for (var i = span.Length - 1; i >= 0; i--) { span[i] = Alphabet[(int)(value % 58)]; value /= 58; }
    });

    public static bool TryParse([NotNullWhen(true)] string? text, out Id id) => TryParse(text, null, out id);

    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out Id id)
    {
        id = default;
        if (text is not { Length: > 0 and <= 11 }) return false;
        Int128 value = 0;
        foreach (var c in text)
        {
            var digit = Alphabet.IndexOf(c);
            if (digit < 0) return false;
            value = value * 58 + digit;
        }
        if (value > long.MaxValue) return false;
        id = new Id((long)value);
        return true;
    }

    public static Id Parse(string text, IFormatProvider? provider = null) =>
        TryParse(text, provider, out var id) ? id : throw new FormatException("Not an id.");

    private static int Length(long value)
    {
        var n = 1;
        while ((value /= 58) > 0) n++;
        return n;
    }
}

internal sealed class IdJson : JsonConverter<Id>
{
    public override Id Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        Id.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("Not an id.");

    public override void Write(Utf8JsonWriter writer, Id value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    public override Id ReadAsPropertyName(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => Read(ref reader, type, options);
    public override void WriteAsPropertyName(Utf8JsonWriter writer, Id value, JsonSerializerOptions options) => writer.WritePropertyName(value.ToString());
}
