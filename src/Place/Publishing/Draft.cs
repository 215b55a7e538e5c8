using System.Text.Json;
using System.Text.Json.Serialization;
using Kaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Publishing;

/// <summary>A note not yet published: the form as it stood when last saved, and when it is to go out by itself, if ever.</summary>
internal sealed class Draft
{
    public const int Most = 100, LongestForm = 64 * 1024;

    public long Id { get; init; }
    public long OwnerId { get; init; }
    public string Form { get; private set; } = "{}";
    public Instant SavedAt { get; private set; }
    public Instant? PublishAt { get; private set; }

    /// <summary>Why the scheduled publication was refused, in the stable code; the draft stays.</summary>
    public string? Failed { get; private set; }
    public long Version { get; private set; } = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public NoteInput Input => JsonSerializer.Deserialize<NoteInput>(Form, Json) ?? new();

    public void Save(NoteInput input, Instant at)
    {
        Form = JsonSerializer.Serialize(input, Json);
        SavedAt = at;
    }

    public void Schedule(Instant? at)
    {
        PublishAt = at;
        Failed = null;
    }

    public void Fail(string code)
    {
        PublishAt = null;
        Failed = code;
    }

    public static void Map(ModelBuilder model) => model.Entity<Draft>(e =>
    {
        e.ToTable("place_drafts");
        e.HasIndex(d => new { d.OwnerId, d.SavedAt });
        e.HasIndex(d => d.PublishAt);
        e.Property(d => d.Failed).HasMaxLength(60);
    });
}
