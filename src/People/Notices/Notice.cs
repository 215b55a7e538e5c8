using Kaki.Kernel;
using Kaki.People.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Notices;

/// <summary>What a member is told: of one kind, about one thing, on one day, by however many people.</summary>
internal sealed class Notice
{
    public long Id { get; init; }
    public long ToId { get; init; }
    public NoticeKind Kind { get; init; }
    public required string Thing { get; init; }

    /// <summary>Days since 1970, UTC.</summary>
    public int Day { get; init; }

    /// <summary>Who did it last; null where the house speaks.</summary>
    public long? ActorId { get; set; }

    /// <summary>How many different people did it.</summary>
    public int Actors { get; set; }
    public string? Excerpt { get; set; }
    public Instant At { get; set; }
    public bool Unread { get; set; }

    /// <summary>What it says there is the reader's own: the title of their note, the words of their comment.</summary>
    public static readonly NoticeKind[] OfOwnWords = [NoticeKind.Like, NoticeKind.Save, NoticeKind.CommentLike];

    /// <summary>What it says there is what somebody said to the reader, and can take back.</summary>
    public static readonly NoticeKind[] OfOthersWords = [NoticeKind.Comment, NoticeKind.Reply, NoticeKind.Mention, NoticeKind.Review];

    /// <summary>The key of its words: most begin with a name, what the house did by itself has none.</summary>
    public string Words(bool named) => named || Kind != NoticeKind.OrderReceived ? $"notice.{Kind}" : $"notice.{Kind}.alone";

    /// <summary>The excerpt as it is read; of a refusal the words of its code.</summary>
    /// <param name="say">A word of the reader's language.</param>
    public string? Said(Func<string, object[], string> say)
    {
        if (Kind != NoticeKind.NotPublished || Excerpt?.Split('\n') is not [var title, var code, .. var with]) return Excerpt;
        var why = say("refusal." + code, with);
        return title.Length == 0 ? why : $"{why} · {title}";
    }

    /// <summary>An excerpt as it is kept.</summary>
    public static string? Short(string? text) => text is { Length: > NoticeDue.LongestExcerpt } ? text.CutTo(NoticeDue.LongestExcerpt - 1) + "…" : text;

    public static int DayOf(Instant at) => (int)(at.Micros / 86_400_000_000);

    public static void Map(ModelBuilder model)
    {
        model.Entity<Notice>(e =>
        {
            e.ToTable("people_notices");
            e.Property(n => n.Thing).HasMaxLength(80);
            e.Property(n => n.Excerpt).HasMaxLength(NoticeDue.LongestExcerpt);
            e.HasIndex(n => new { n.ToId, n.Kind, n.Thing, n.Day }).IsUnique();
            e.HasIndex(n => new { n.ToId, n.At, n.Id });
            e.HasIndex(n => new { n.ToId, n.Unread });
            e.HasIndex(n => n.Thing);
            e.HasOne<Member>().WithMany().HasForeignKey(n => n.ToId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<NoticeActor>(e =>
        {
            e.ToTable("people_notice_actors");
            e.HasKey(a => new { a.NoticeId, a.ActorId });
            e.HasOne<Notice>().WithMany().HasForeignKey(a => a.NoticeId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<NoticeSwitch>(e =>
        {
            e.ToTable("people_notice_switches");
            e.HasKey(s => new { s.MemberId, s.Kind, s.Channel });
            e.HasOne<Member>().WithMany().HasForeignKey(s => s.MemberId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}

/// <summary>One of the people behind a notice, so that nobody counts twice.</summary>
internal sealed class NoticeActor
{
    public long NoticeId { get; init; }
    public long ActorId { get; init; }
}

internal enum NoticeChannel { Site, Mail }

/// <summary>A switch somebody has set; without a row the kind's default holds.</summary>
internal sealed class NoticeSwitch
{
    public long MemberId { get; init; }
    public NoticeKind Kind { get; init; }
    public NoticeChannel Channel { get; init; }
    public bool On { get; set; }

    /// <summary>Everything is told on the site; by mail only what waits for an answer. A sign-in from a new device, a new passkey and a seat in a shop cannot be silenced on the site.</summary>
    public static bool Default(NoticeKind kind, NoticeChannel channel) =>
        channel == NoticeChannel.Site || kind is NoticeKind.FollowAsked or NoticeKind.Comment or NoticeKind.Reply or NoticeKind.Mention or NoticeKind.OrderPaid or NoticeKind.OrderShipped or NoticeKind.OrderCancelled or NoticeKind.TakenDown or NoticeKind.NotPublished;

    /// <summary>What two people owe each other by an order or a seat in a shop, however little they want to hear of each other.</summary>
    public static readonly NoticeKind[] Trade = [NoticeKind.OrderPaid, NoticeKind.OrderShipped, NoticeKind.OrderReceived, NoticeKind.OrderCancelled, NoticeKind.Seated, NoticeKind.Unseated];

    public static bool OfTrade(NoticeKind kind) => Trade.Contains(kind);

    public static bool Fixed(NoticeKind kind, NoticeChannel channel) => kind is NoticeKind.NewSignIn or NoticeKind.NewPasskey or NoticeKind.Seated or NoticeKind.Unseated or NoticeKind.TakenDown && channel == NoticeChannel.Site;
}
