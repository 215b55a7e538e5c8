using Kaki.Goods.Catalogue;
using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Reviews;

internal enum ReviewState { Shown, Hidden }

/// <summary>What a buyer says of one thing they received: one for each order line, open to change for 30 days.</summary>
internal sealed class Review
{
    public const int MostPictures = 9, LongestText = 1000, LongestReply = 500;
    public static readonly TimeSpan Changeable = TimeSpan.FromDays(30);

    public long Id { get; init; }
    public required long OrderLineId { get; init; }
    public required long ProductId { get; init; }
    public required long MerchantId { get; init; }
    public required long AuthorId { get; init; }

    /// <summary>The variant by its name at the time, since it may be renamed.</summary>
    public Text2 Variant { get; init; } = Text2.None;
    public int Stars { get; private set; }
    public string Text { get; private set; } = "";
    public bool HasPictures { get; private set; }
    public ReviewState State { get; private set; }
    public int Helpful { get; private set; }
    public Instant At { get; init; }
    public Instant? EditedAt { get; private set; }
    public string? Reply { get; private set; }
    public Instant? RepliedAt { get; private set; }
    public long? RepliedById { get; private set; }
    public long Version { get; private set; }

    public void Say(int stars, string? text, bool hasPictures)
    {
        if (stars is < 1 or > 5) throw Refusal.Invalid("stars", "goods.review.stars");
        var said = (text ?? "").Trim();
        if (said.Length > LongestText || said.Contains('\0')) throw Refusal.Invalid("text", "goods.review.long", LongestText);
        (Stars, Text, HasPictures) = (stars, said, hasPictures);
    }

    /// <returns>What it said before, for the history.</returns>
    public ReviewEdit Change(long id, int stars, string? text, bool hasPictures, Instant now)
    {
        if (now > At.Plus(Changeable)) throw new Refusal("goods.review.closed");
        var before = new ReviewEdit { Id = id, ReviewId = Id, Stars = Stars, Text = Text, At = EditedAt ?? At };
        Say(stars, text, hasPictures);
        EditedAt = now;
        return before;
    }

    public void Answer(long by, string? text, Instant now)
    {
        var said = (text ?? "").Trim();
        if (said.Length is 0 or > LongestReply || said.Contains('\0')) throw Refusal.Invalid("text", "goods.review.reply_length", LongestReply);
        (Reply, RepliedAt, RepliedById) = (said, now, by);
    }

    public void Hide() => State = ReviewState.Hidden;
    public void ShowAgain() => State = ReviewState.Shown;

    public static void Map(ModelBuilder model)
    {
        model.Entity<Review>(e =>
        {
            e.ToTable("goods_reviews", t => t.HasCheckConstraint("ck_goods_reviews_stars", "stars between 1 and 5"));
            e.Text2(r => r.Variant, 140);
            e.Property(r => r.Text).HasMaxLength(LongestText);
            e.Property(r => r.Reply).HasMaxLength(LongestReply);
            e.HasOne<Product>().WithMany().HasForeignKey(r => r.ProductId).OnDelete(DeleteBehavior.Restrict);
            e.HasIndex(r => r.OrderLineId).IsUnique();
            e.HasIndex(r => new { r.ProductId, r.State, r.Helpful, r.Id });
            e.HasIndex(r => new { r.MerchantId, r.RepliedAt, r.Id });
            e.HasIndex(r => r.AuthorId);
        });
        model.Entity<ReviewPicture>(e =>
        {
            e.ToTable("goods_review_pictures");
            e.HasKey(p => new { p.ReviewId, p.PictureId });
            e.Property(p => p.Colour).HasMaxLength(7);
            e.HasOne<Review>().WithMany().HasForeignKey(p => p.ReviewId).OnDelete(DeleteBehavior.Cascade);
            e.HasIndex(p => p.PictureId);
        });
        model.Entity<ReviewEdit>(e =>
        {
            e.ToTable("goods_review_edits");
            e.Property(x => x.Text).HasMaxLength(LongestText);
            e.HasOne<Review>().WithMany().HasForeignKey(x => x.ReviewId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<ReviewHelpful>(e =>
        {
            e.ToTable("goods_review_helpful");
            e.HasKey(h => new { h.ReviewId, h.MemberId });
            e.HasOne<Review>().WithMany().HasForeignKey(h => h.ReviewId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<ReviewReport>(e =>
        {
            e.ToTable("goods_review_reports");
            e.Property(r => r.Why).HasMaxLength(300);
            e.HasOne<Review>().WithMany().HasForeignKey(r => r.ReviewId).OnDelete(DeleteBehavior.Cascade);
            e.HasIndex(r => new { r.ReviewId, r.MemberId }).IsUnique();
        });
    }
}

internal sealed class ReviewPicture
{
    public required long ReviewId { get; init; }
    public required long PictureId { get; init; }
    public int Position { get; init; }
    public required int Width { get; init; }
    public required int Height { get; init; }
    public required string Colour { get; init; }
}

/// <summary>An earlier wording. Only ever added.</summary>
internal sealed class ReviewEdit
{
    public long Id { get; init; }
    public required long ReviewId { get; init; }
    public int Stars { get; init; }
    public required string Text { get; init; }
    public Instant At { get; init; }
}

internal sealed class ReviewHelpful
{
    public required long ReviewId { get; init; }
    public required long MemberId { get; init; }
    public Instant At { get; init; }
}

internal sealed class ReviewReport
{
    public long Id { get; init; }
    public required long ReviewId { get; init; }
    public required long MemberId { get; init; }
    public required string Why { get; init; }
    public Instant At { get; init; }
}
