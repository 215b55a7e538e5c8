using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Kaki.Kernel.Pictures;

public enum PicturePurpose { Note, Face, Goods, Shop, Review, Comment }

/// <summary>Kept: shown. TakenDown: hidden with what a moderator took down, its files withheld. Leaving: nobody uses it; the next sweep removes it.</summary>
public enum PictureState { Kept, TakenDown, Leaving }

/// <summary>
/// A picture somebody brought, as WebP in three widths under <c>/media/{id}/{size}.webp</c>. Whoever shows a picture keeps its id
/// and answers for it through <see cref="IPictureUse"/>.
/// </summary>
public sealed class Picture
{
    /// <summary>The widths stored, narrowest first. A narrower source is not enlarged.</summary>
    public static readonly IReadOnlyList<int> Sizes = [320, 640, 1080];

    /// <summary>What a form lets somebody choose. A system that knows no type for a phone's pictures goes by the ends of their names.</summary>
    public const string Accept = "image/jpeg,image/png,image/webp,image/avif,image/heic,.avif,.heic,.heif";

    /// <summary>Time in which a fresh picture has to come into use.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(24);

    private Picture() { }

    /// <param name="id">Null draws one at random: the address is the only key to a picture of a private note.</param>
    internal Picture(long owner, PicturePurpose purpose, Developed developed, Instant now, long? id = null)
    {
        Id = id ?? Ids.Drawn();
        OwnerId = owner;
        Purpose = purpose;
        (Width, Height, Colour, Blurhash) = (developed.Width, developed.Height, developed.Colour, developed.BlurHash);
        Bytes = developed.Sizes.Distinct().Sum(s => (long)s.Length);
        Created = now;
        CheckAt = now.Plus(Grace);
    }

    public long Id { get; private set; }
    public long OwnerId { get; private set; }
    public PicturePurpose Purpose { get; private set; }
    public PictureState State { get; private set; }

    /// <summary>Of the source, turned upright.</summary>
    public int Width { get; private set; }
    public int Height { get; private set; }

    /// <summary>#rrggbb, to show while the picture loads.</summary>
    public string Colour { get; private set; } = "";
    public string Blurhash { get; private set; } = "";

    /// <summary>What its files weigh together.</summary>
    public long Bytes { get; private set; }
    public Instant Created { get; private set; }

    /// <summary>When the sweep asks next whether anybody uses it.</summary>
    public Instant CheckAt { get; private set; }

    public string Url(int size) => UrlOf(Id, size);

    /// <summary>The address of a picture of which only the id is at hand. <paramref name="size"/> is one of <see cref="Sizes"/>.</summary>
    public static string UrlOf(long id, int size) => $"/media/{new Id(id)}/{size}.webp";

    internal static string Key(long id, int size) => $"{Open}{new Id(id)}/{size}.webp";

    /// <summary>Where the files of a picture lie that was taken down: the media door never looks there.</summary>
    internal static string WithheldKey(long id, int size) => $"{Withheld}{new Id(id)}/{size}.webp";

    /// <summary>The folders of files that anybody may see, and of those that were taken down.</summary>
    public const string Open = "pictures/", Withheld = "withheld/";

    internal bool TakeDown()
    {
        if (State == PictureState.TakenDown) return false;
        State = PictureState.TakenDown;
        return true;
    }

    internal bool PutBack()
    {
        if (State != PictureState.TakenDown) return false;
        State = PictureState.Kept;
        return true;
    }

    /// <returns>True when it was leaving and stays after all.</returns>
    internal bool FoundUsed(Instant now, TimeSpan again)
    {
        CheckAt = now.Plus(again);
        if (State != PictureState.Leaving) return false;
        State = PictureState.Kept;
        return true;
    }

    internal void FoundUnused(Instant now, TimeSpan again)
    {
        State = PictureState.Leaving;
        CheckAt = now.Plus(again);
    }

    internal static void Map(EntityTypeBuilder<Picture> picture)
    {
        picture.ToTable("kernel_pictures");
        picture.Property(p => p.Colour).HasMaxLength(7);
        picture.Property(p => p.Blurhash).HasMaxLength(40);
        picture.HasIndex(p => p.CheckAt);
        picture.HasIndex(p => new { p.OwnerId, p.Created });
    }
}
