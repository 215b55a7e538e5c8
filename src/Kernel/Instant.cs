using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Kaki.Kernel;

/// <summary>A moment in UTC, as microseconds since 1970: one integer column that sorts the same on every database.</summary>
[JsonConverter(typeof(InstantJson))]
public readonly record struct Instant(long Micros) : IComparable<Instant>
{
    public static Instant Now(TimeProvider clock) => From(clock.GetUtcNow());
    public static Instant From(DateTimeOffset time) => new((time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / 10);

    public DateTimeOffset Time => new(DateTimeOffset.UnixEpoch.UtcTicks + Micros * 10, TimeSpan.Zero);

    public Instant Plus(TimeSpan span) => new(Micros + span.Ticks / 10);
    public Instant Minus(TimeSpan span) => new(Micros - span.Ticks / 10);
    public TimeSpan Since(Instant earlier) => TimeSpan.FromTicks((Micros - earlier.Micros) * 10);

    /// <summary>Whether what is kept <paramref name="life"/> long until then still counts: not over, and no further off than it can be where the clock was put back.</summary>
    public bool Holds(Instant now, TimeSpan life) => now < this && this <= now.Plus(life);

    public int CompareTo(Instant other) => Micros.CompareTo(other.Micros);
    public static bool operator <(Instant a, Instant b) => a.Micros < b.Micros;
    public static bool operator >(Instant a, Instant b) => a.Micros > b.Micros;
    public static bool operator <=(Instant a, Instant b) => a.Micros <= b.Micros;
    public static bool operator >=(Instant a, Instant b) => a.Micros >= b.Micros;

    /// <summary>RFC 3339, to the millisecond.</summary>
    public override string ToString() => Time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

internal sealed class InstantConverter() : ValueConverter<Instant, long>(v => v.Micros, v => new Instant(v));

internal sealed class InstantJson : JsonConverter<Instant>
{
    public override Instant Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => Instant.From(reader.GetDateTimeOffset());
    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
