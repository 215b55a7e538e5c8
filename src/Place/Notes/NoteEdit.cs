using System.Text.Json;
using Kaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Notes;

/// <summary>What a note said and showed before an edit; who may read the note may read it, unless it was meant for fewer then.</summary>
internal sealed class NoteEdit
{
    public long Id { get; init; }
    public long NoteId { get; init; }
    public string Title { get; init; } = "";
    public string Body { get; init; } = "";

    /// <summary>How many pictures there were: more than are <see cref="Shown"/> where only their number was kept, or the author took some away.</summary>
    public int Pictures { get; init; }
    public Disclosure Disclosure { get; init; }

    /// <summary>Whom it was meant for; null in edits from before this was kept, which their author alone reads.</summary>
    public Visibility? Visibility { get; private set; }
    public string? PlaceName { get; init; }
    public string? City { get; init; }

    /// <summary>The product tags, as JSON; null in edits from before they were kept.</summary>
    public string? Tags { get; init; }
    public Instant ReplacedAt { get; init; }
    public List<NoteEditPicture> Shown { get; } = [];

    public IReadOnlyList<Tag> Tagged => Tags is null ? [] : JsonSerializer.Deserialize<List<Tag>>(Tags)!;

    public sealed record Tag(long ProductId, int PictureIndex, int X, int Y);

    public static NoteEdit Of(long id, Note note, Instant at) => Of(id, note, note.Title, note.Body, at);

    /// <summary>Where the words alone were others.</summary>
    public static NoteEdit Of(long id, Note note, string title, string body, Instant at)
    {
        var edit = new NoteEdit
        {
            Id = id, NoteId = note.Id, Title = title, Body = body, Pictures = note.Pictures.Count, Disclosure = note.Disclosure, Visibility = note.Visibility, PlaceName = note.PlaceName, City = note.City,
            Tags = JsonSerializer.Serialize(TagsOf(note)), ReplacedAt = at,
        };
        edit.Shown.AddRange(note.Pictures.OrderBy(p => p.Position).Select(p => new NoteEditPicture { EditId = id, Position = p.Position, PictureId = p.PictureId, Width = p.Width, Height = p.Height, Colour = p.Colour, Alt = p.Alt }));
        return edit;
    }

    /// <summary>Its author alone reads it from now on.</summary>
    public void Close() => Visibility = Notes.Visibility.OnlyMe;

    /// <summary>Whether a reader of the note as it is now would find nothing changed.</summary>
    public bool SameAs(Note note) =>
        (Title, Body, Disclosure, PlaceName, City) == (note.Title, note.Body, note.Disclosure, note.PlaceName, note.City)
        && Tagged.SequenceEqual(TagsOf(note))
        && Shown.Select(p => (p.PictureId, p.Alt)).SequenceEqual(note.Pictures.OrderBy(p => p.Position).Select(p => (p.PictureId, p.Alt)));

    /// <summary>What is not in the next version as it was in this one; of what was not kept in either nothing is said.</summary>
    public IEnumerable<NotePart> ChangedTo(NoteEdit next)
    {
        var (before, after) = (Shown.ConvertAll(p => p.PictureId), next.Shown.ConvertAll(p => p.PictureId));
        var kept = Shown.Count == Pictures && next.Shown.Count == next.Pictures;
        if (Title != next.Title) yield return NotePart.Title;
        if (Body != next.Body) yield return NotePart.Body;
        if (kept ? !before.SequenceEqual(after) : Pictures != next.Pictures) yield return NotePart.Pictures;
        if (Shown.Any(p => next.Shown.Any(n => n.PictureId == p.PictureId && n.Alt != p.Alt))) yield return NotePart.Alt;
        if (Tags is not null && next.Tags is not null && !Tagged.SequenceEqual(next.Tagged)) yield return NotePart.Tags;
        if (Tags is not null && next.Tags is not null && (PlaceName, City) != (next.PlaceName, next.City)) yield return NotePart.Place;
        if (Disclosure != next.Disclosure) yield return NotePart.Disclosures;
    }

    private static IEnumerable<Tag> TagsOf(Note note) => note.Tags.OrderBy(t => t.Position).Select(t => new Tag(t.ProductId, t.PictureIndex, t.X, t.Y));

    public static void Map(ModelBuilder model)
    {
        model.Entity<NoteEdit>(e =>
        {
            e.ToTable("place_note_edits");
            e.HasIndex(x => x.NoteId);
            e.Property(x => x.Title).HasMaxLength(Note.LongestTitle);
            e.Property(x => x.Body).HasMaxLength(Note.LongestBody);
            e.Property(x => x.PlaceName).HasMaxLength(60);
            e.Property(x => x.City).HasMaxLength(40);
            e.HasMany(x => x.Shown).WithOne().HasForeignKey(p => p.EditId);
            e.Ignore(x => x.Tagged);
        });
        model.Entity<NoteEditPicture>(e =>
        {
            e.ToTable("place_note_edit_pictures");
            e.HasKey(p => new { p.EditId, p.Position });
            e.HasIndex(p => p.PictureId);
            e.Property(p => p.Colour).HasMaxLength(7);
            e.Property(p => p.Alt).HasMaxLength(NotePicture.LongestAlt);
        });
    }
}

/// <summary>A picture as an earlier version of a note showed it.</summary>
internal sealed class NoteEditPicture
{
    public long EditId { get; init; }
    public int Position { get; init; }
    public long PictureId { get; init; }
    public int Width { get; init; }
    public int Height { get; init; }
    public string Colour { get; init; } = "#cccccc";
    public string Alt { get; init; } = "";
}
