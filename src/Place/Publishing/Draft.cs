using System.Text.Json;
using System.Text.Json.Serialization;
using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Kaki.Kernel.Words;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Publishing;

/// <summary>A note not yet published: the form as it stood when last saved, and when it is to go out by itself, if ever.</summary>
internal sealed class Draft
{
    public const int Most = 100, Beyond = 20, LongestForm = 64 * 1024, LongestFailedWith = 200;

    public long Id { get; init; }
    public long OwnerId { get; init; }
    public string Form { get; private set; } = "{}";
    public Instant SavedAt { get; private set; }
    public Instant? PublishAt { get; private set; }

    /// <summary>Why the scheduled publication was refused, in the stable code; the draft stays.</summary>
    public string? Failed { get; private set; }

    /// <summary>What fills the words of that code, one a line.</summary>
    public string? FailedWith { get; private set; }
    public long Version { get; private set; } = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public NoteInput Input => JsonSerializer.Deserialize<NoteInput>(Form, Json) ?? new();

    public string? WhyFailed(Words words) => Failed is null ? null : words["refusal." + Failed, FailedWith?.Split('\n') ?? []].Value;

    public void Save(NoteInput input, Instant at)
    {
        Form = JsonSerializer.Serialize(input, Json);
        SavedAt = at;
    }

    public void Schedule(Instant? at)
    {
        PublishAt = at;
        (Failed, FailedWith) = (null, null);
    }

    public void Fail(Refusal why)
    {
        PublishAt = null;
        Failed = why.Code;
        FailedWith = why.Args.Length == 0 ? null : string.Join('\n', why.Args).CutTo(LongestFailedWith);
    }

    public static void Map(ModelBuilder model) => model.Entity<Draft>(e =>
    {
        e.ToTable("place_drafts");
        e.HasIndex(d => new { d.OwnerId, d.SavedAt });
        e.HasIndex(d => d.PublishAt);
        e.Property(d => d.Failed).HasMaxLength(60);
        e.Property(d => d.FailedWith).HasMaxLength(LongestFailedWith);
    });
}
