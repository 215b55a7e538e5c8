using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Kaki.Goods;

/// <summary>A small value kept whole as JSON text: read and written as one, never asked about in SQL.</summary>
internal static class JsonColumn
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static PropertyBuilder<T> AsJson<T>(this PropertyBuilder<T> property) where T : class =>
        property.HasConversion(v => Write(v), v => Read<T>(v), new ValueComparer<T>((a, b) => Write(a!) == Write(b!), v => Write(v).GetHashCode(), v => Read<T>(Write(v))));

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);
    private static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options)!;
}
