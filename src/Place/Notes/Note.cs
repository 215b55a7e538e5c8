using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Notes;

internal enum Visibility { Public, Followers, Selected, OnlyMe }

internal enum CommentPolicy { Everyone, Followers, Followed, Nobody }

/// <summary>What a reader must know about how a note came to be.</summary>
[Flags]
internal enum Disclosure { None = 0, Gifted = 1, Paid = 2, Affiliate = 4, OwnShop = 8, AiMade = 16 }

internal enum NoteState { Published, TakenDown, Deleted }

/// <summary>A note: pictures with a title and a body, somebody's, seen by those it is meant for.</summary>
internal sealed class Note
{
    public const int LongestTitle = 60, LongestBody = 3000, MostPictures = 18, MostTopics = 10, MostTags = 10, MostViewers = 200, LongestPlace = 60, LongestCity = 40;

    private Note() { }

    public long Id { get; private init; }
    public long AuthorId { get; private init; }

    /// <summary>The draft it was; sent once more, that draft is this note.</summary>
    public long? DraftId { get; private init; }
    public string Title { get; private set; } = "";
    public string Body { get; private set; } = "";
    public string Language { get; private set; } = "zh-CN";
    public Visibility Visibility { get; private set; }
    public CommentPolicy Comments { get; private set; }
    public bool HoldComments { get; private set; }
    public Disclosure Disclosure { get; private set; }
    public NoteState State { get; private set; }

    /// <summary>Set when a screen word or a report asks a moderator to look; readers see no difference.</summary>
    public bool Marked { get; private set; }
    public string? PlaceName { get; private set; }
    public string? City { get; private set; }

    /// <summary>Degrees, rounded to about a kilometre: near is enough, a doorstep is too much.</summary>
    public double? Latitude { get; private set; }
    public double? Longitude { get; private set; }
    public Instant PublishedAt { get; private set; }
    public Instant? EditedAt { get; private set; }
    public long Version { get; private set; } = 1;

    // Counted with ExecuteUpdate, so a like is no edit.
    public long Likes { get; private set; }
    public long Saves { get; private set; }
    public long CommentCount { get; private set; }

    public List<NotePicture> Pictures { get; } = [];
    public List<ProductTag> Tags { get; } = [];
    public List<NoteTopic> Topics { get; } = [];
    public List<NoteViewer> Viewers { get; } = [];

    public static Note Write(long id, long author, NoteContent content, Instant at, long? draft = null)
    {
        var note = new Note { Id = id, AuthorId = author, PublishedAt = at, DraftId = draft };
        note.Take(content);
        return note;
    }

    /// <summary>Changes what the note says; what it said before is kept in the returned edit.</summary>
    public NoteEdit Edit(long editId, NoteContent content, Instant at)
    {
        var before = NoteEdit.Of(editId, this, at);
        Take(content);
        EditedAt = at;
        return before;
    }

    /// <summary>Whether it says, shows and allows exactly this.</summary>
    public bool Says(NoteContent c) =>
        (Title, Body, Visibility, Comments, HoldComments, Disclosure, PlaceName, City, Latitude, Longitude)
            == (c.Title, c.Body, c.Visibility, c.Comments, c.HoldComments, c.Disclosure, c.PlaceName, c.City, Near(c.Latitude), Near(c.Longitude))
        && Pictures.OrderBy(p => p.Position).Select(p => (p.PictureId, p.Alt)).SequenceEqual(c.Pictures.Select(p => (p.PictureId, p.Alt)))
        && Tags.OrderBy(t => t.Position).Select(t => (t.ProductId, t.PictureIndex, t.X, t.Y)).SequenceEqual(c.Tags.Select(t => (t.ProductId, t.PictureIndex, t.X, t.Y)))
        && Topics.OrderBy(t => t.Position).Select(t => t.TopicId).SequenceEqual(c.TopicIds)
        && (Visibility != Visibility.Selected || Viewers.Select(v => v.MemberId).ToHashSet().SetEquals(c.Viewers));

    public void Mark() => Marked = true;

    public void Clear() => Marked = false;

    public void Delete()
    {
        if (State == NoteState.Deleted) throw Refusal.Missing();
        State = NoteState.Deleted;
    }

    public void TakeDown()
    {
        if (State is NoteState.Deleted) throw Refusal.Missing();
        State = NoteState.TakenDown;
    }

    public void Restore()
    {
        if (State is not NoteState.TakenDown) throw Refusal.Missing();
        State = NoteState.Published;
    }

    private void Take(NoteContent content)
    {
        Title = content.Title;
        Body = content.Body;
        Language = content.Language;
        Visibility = content.Visibility;
        Comments = content.Comments;
        HoldComments = content.HoldComments;
        Disclosure = content.Disclosure;
        PlaceName = content.PlaceName;
        City = content.City;
        Latitude = Near(content.Latitude);
        Longitude = Near(content.Longitude);
        Pictures.Clear();
        Pictures.AddRange(content.Pictures);
        Tags.Clear();
        Tags.AddRange(content.Tags);
        Viewers.Clear();
        if (content.Visibility == Visibility.Selected) Viewers.AddRange(content.Viewers.Select(v => new NoteViewer { NoteId = Id, MemberId = v }));
        Topics.Clear();
        Topics.AddRange(content.TopicIds.Select((t, i) => new NoteTopic { NoteId = Id, TopicId = t, Position = i }));
    }

    private static double? Near(double? degrees) => degrees is { } exact ? Math.Round(exact, 2) : null;

    public static void Map(ModelBuilder model)
    {
        model.Entity<Note>(e =>
        {
            e.ToTable("place_notes");
            e.Property(n => n.Title).HasMaxLength(LongestTitle);
            e.Property(n => n.Body).HasMaxLength(LongestBody);
            e.Property(n => n.Language).HasMaxLength(5);
            e.Property(n => n.PlaceName).HasMaxLength(60);
            e.Property(n => n.City).HasMaxLength(40);
            e.Property(n => n.Disclosure).HasConversion<int>();
            e.HasMany(n => n.Pictures).WithOne().HasForeignKey(p => p.NoteId);
            e.HasMany(n => n.Tags).WithOne().HasForeignKey(t => t.NoteId);
            e.HasMany(n => n.Topics).WithOne().HasForeignKey(t => t.NoteId);
            e.HasMany(n => n.Viewers).WithOne().HasForeignKey(v => v.NoteId);
            e.HasIndex(n => new { n.AuthorId, n.PublishedAt });
            e.HasIndex(n => new { n.AuthorId, n.DraftId }).IsUnique();
            e.HasIndex(n => new { n.State, n.Visibility, n.PublishedAt });
            e.HasIndex(n => new { n.State, n.Latitude, n.Longitude });
        });
        model.Entity<NotePicture>(e =>
        {
            e.ToTable("place_note_pictures");
            e.HasKey(p => new { p.NoteId, p.Position });
            e.HasIndex(p => p.PictureId);
            e.Property(p => p.Colour).HasMaxLength(7);
            e.Property(p => p.BlurHash).HasMaxLength(60);
            e.Property(p => p.Alt).HasMaxLength(NotePicture.LongestAlt);
        });
        model.Entity<ProductTag>(e => { e.ToTable("place_product_tags"); e.HasKey(t => new { t.NoteId, t.Position }); e.HasIndex(t => t.ProductId); });
        model.Entity<NoteTopic>(e => { e.ToTable("place_note_topics"); e.HasKey(t => new { t.NoteId, t.TopicId }); e.HasIndex(t => new { t.TopicId, t.NoteId }); });
        model.Entity<NoteViewer>(e => { e.ToTable("place_note_viewers"); e.HasKey(v => new { v.NoteId, v.MemberId }); e.HasIndex(v => v.MemberId); });
        NoteEdit.Map(model);
    }
}

internal sealed class NotePicture
{
    public const int LongestAlt = 300;
    public long NoteId { get; init; }
    public int Position { get; init; }
    public long PictureId { get; init; }
    public int Width { get; init; }
    public int Height { get; init; }
    public string Colour { get; init; } = "#cccccc";
    public string BlurHash { get; init; } = "";
    public string Alt { get; init; } = "";
}

/// <summary>A product shown at a point of a picture; x and y in tenths of a percent from the top left.</summary>
internal sealed class ProductTag
{
    public long NoteId { get; init; }
    public int Position { get; init; }
    public int PictureIndex { get; init; }
    public int X { get; init; }
    public int Y { get; init; }
    public long ProductId { get; init; }
}

internal sealed class NoteTopic
{
    public long NoteId { get; init; }
    public long TopicId { get; init; }
    public int Position { get; init; }
}

internal sealed class NoteViewer
{
    public long NoteId { get; init; }
    public long MemberId { get; init; }
}

/// <summary>Everything a writer decides, checked and resolved to ids.</summary>
internal sealed record NoteContent
{
    public required string Title { get; init; }
    public required string Body { get; init; }
    public required string Language { get; init; }
    public Visibility Visibility { get; init; }
    public CommentPolicy Comments { get; init; }
    public bool HoldComments { get; init; }
    public Disclosure Disclosure { get; init; }
    public string? PlaceName { get; init; }
    public string? City { get; init; }
    public double? Latitude { get; init; }
    public double? Longitude { get; init; }
    public IReadOnlyList<NotePicture> Pictures { get; init; } = [];
    public IReadOnlyList<ProductTag> Tags { get; init; } = [];
    public IReadOnlyList<long> TopicIds { get; init; } = [];
    public IReadOnlyList<long> Viewers { get; init; } = [];
}
