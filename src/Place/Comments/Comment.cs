using Kaki.Kernel;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Kaki.Place.Notes;
using Kaki.Place.Reporting;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Comments;

/// <summary>Shown to all; held until the note's author lets it through; removed by its writer or the author; taken down by a moderator.</summary>
internal enum CommentState { Shown, Held, Deleted, TakenDown }

/// <summary>What somebody says under a note: a thread of its own, or an answer inside one. There is no third level.</summary>
internal sealed class Comment
{
    public const int Longest = 500, ReportsToFold = 3, MostNamed = 30;
    public static readonly TimeSpan EditWindow = TimeSpan.FromMinutes(15), UndoWindow = TimeSpan.FromMinutes(5);

    private Comment() { }

    public long Id { get; private init; }
    public long NoteId { get; private init; }
    public long AuthorId { get; private init; }

    /// <summary>The thread this answers in; null for the comment that opens one.</summary>
    public long? RootId { get; private init; }

    /// <summary>The comment answered and who wrote it, where that is not the one that opened the thread.</summary>
    public long? ReplyToId { get; private init; }
    public long? ReplyToMemberId { get; private init; }

    public string Text { get; private set; } = "";
    public long? PictureId { get; private init; }
    public int PictureWidth { get; private init; }
    public int PictureHeight { get; private init; }
    public string PictureColour { get; private init; } = "";

    /// <summary>The code of a <see cref="Sticker"/>.</summary>
    public string? Sticker { get; private init; }

    /// <summary>Says something without words.</summary>
    public bool Shows => PictureId is not null || Sticker is not null;

    public CommentState State { get; private set; }

    /// <summary>What it was before it was deleted or taken down, for as long as that can be taken back.</summary>
    public CommentState StateBefore { get; private set; }
    public Instant? DeletedAt { get; private set; }
    public long? DeletedBy { get; private set; }

    /// <summary>Shown behind a line that says how many there are: noise, or reported by several.</summary>
    public bool Folded { get; private set; }

    /// <summary>Since when it has a word the screen marks: a moderator is to look at it.</summary>
    public Instant? MarkedAt { get; private set; }

    /// <summary>Counts while it is shown: what is gone for a while keeps it, unless another is pinned meanwhile.</summary>
    public bool Pinned { get; private set; }
    public bool AuthorLiked { get; private set; }

    /// <summary>Its writer had bought something the note shows.</summary>
    public bool Bought { get; private init; }
    public Instant At { get; private init; }
    public Instant? EditedAt { get; private set; }

    /// <summary>How many people all its wordings have named; null while there is one wording.</summary>
    public int? Named { get; private set; }
    public long Version { get; private set; } = 1;

    // Counted with ExecuteUpdate, so a like is no edit.
    public long Likes { get; private set; }
    public long Replies { get; private set; }
    public long Reports { get; private set; }

    /// <summary>Likes and twice the replies: what "hot" sorts by.</summary>
    public long Heat { get; private set; }

    public static Comment Write(long id, long note, long author, Comment? replyTo, string text, Picture? picture, string? sticker, bool held, bool marked, bool folded, bool bought, Instant at) => new()
    {
        Id = id, NoteId = note, AuthorId = author, Text = text, Sticker = sticker, At = at, MarkedAt = marked ? at : null, Folded = folded || marked, Bought = bought,
        RootId = replyTo is null ? null : replyTo.RootId ?? replyTo.Id,
        ReplyToId = replyTo?.RootId is null ? null : replyTo.Id,
        ReplyToMemberId = replyTo?.RootId is null ? null : replyTo.AuthorId,
        PictureId = picture?.Id, PictureWidth = picture?.Width ?? 0, PictureHeight = picture?.Height ?? 0, PictureColour = picture?.Colour ?? "",
        State = held ? CommentState.Held : CommentState.Shown,
    };

    public void Edit(string text, bool held, bool marked, bool folded, Instant now)
    {
        if (State is CommentState.Deleted or CommentState.TakenDown) throw Refusal.Missing();
        if (now.Since(At) > EditWindow) throw new Refusal("comment.edit_late", 422, (int)EditWindow.TotalMinutes);
        Named = NowNamed(text);
        (Text, MarkedAt, Folded, EditedAt) = (text, marked ? now : null, marked || folded || Reports >= ReportsToFold, now);
        if (held) State = CommentState.Held;
    }

    // Who is taken out and named again counts twice: what is bounded is how many it can be made to tell.
    private int NowNamed(string text)
    {
        var before = NoteText.Mentions(Text);
        var named = (Named ?? before.Count) + NoteText.Mentions(text).Except(before).Count();
        return named <= MostNamed ? named : throw Refusal.Invalid("text", "comment.names", MostNamed);
    }

    public void Delete(long by, Instant now)
    {
        if (State is CommentState.Deleted or CommentState.TakenDown) throw Refusal.Missing();
        (StateBefore, State, DeletedAt, DeletedBy) = (State, CommentState.Deleted, now, by);
    }

    /// <summary>Takes a deletion back, by the one who made it, while there is time.</summary>
    public void Undo(long by, Instant now)
    {
        if (State != CommentState.Deleted || DeletedBy != by) throw Refusal.Missing();
        if (now.Since(DeletedAt!.Value) > UndoWindow) throw new Refusal("comment.undo_late", 422, (int)UndoWindow.TotalMinutes);
        (State, DeletedAt, DeletedBy) = (StateBefore, null, null);
    }

    public void LetThrough()
    {
        if (State != CommentState.Held) throw Refusal.Missing();
        State = CommentState.Shown;
    }

    public void TakeDown()
    {
        if (State is CommentState.Deleted or CommentState.TakenDown) throw Refusal.Missing();
        (StateBefore, State) = (State, CommentState.TakenDown);
    }

    public void Restore() => State = State == CommentState.TakenDown ? StateBefore : throw Refusal.Missing();

    public void Pin(bool on)
    {
        if (on && (State != CommentState.Shown || RootId is not null)) throw new Refusal("comment.pin_thread");
        Pinned = on;
    }

    public static void Map(ModelBuilder model)
    {
        model.Entity<Comment>(e =>
        {
            e.ToTable("place_comments");
            e.Property(c => c.Text).HasMaxLength(Longest);
            e.Property(c => c.Sticker).HasMaxLength(Comments.Sticker.LongestCode);
            e.Property(c => c.PictureColour).HasMaxLength(7);
            e.HasIndex(c => new { c.NoteId, c.RootId, c.Heat, c.Id });
            e.HasIndex(c => new { c.RootId, c.Id });
            e.HasIndex(c => new { c.AuthorId, c.Id });
            e.HasIndex(c => c.PictureId);
            e.HasIndex(c => c.DeletedAt);
            e.HasIndex(c => c.MarkedAt);
        });
        model.Entity<CommentLike>(e => { e.ToTable("place_comment_likes"); e.HasKey(l => new { l.CommentId, l.MemberId }); e.HasIndex(l => l.MemberId); });
        model.Entity<CommentReport>(e => { e.ToTable("place_comment_reports"); e.HasKey(r => new { r.CommentId, r.MemberId }); e.HasIndex(r => r.At); });
        model.Entity<FilterWord>(e => { e.ToTable("place_comment_words"); e.HasKey(w => new { w.MemberId, w.Folded }); e.Property(w => w.Word).HasMaxLength(FilterWord.Longest); e.Property(w => w.Folded).HasMaxLength(FilterWord.Longest); });
    }
}

internal sealed class CommentLike
{
    public long CommentId { get; init; }
    public long MemberId { get; init; }
    public Instant At { get; init; }
}

internal sealed class CommentReport
{
    public long CommentId { get; init; }
    public long MemberId { get; init; }
    public ReportReason Reason { get; init; }
    public Instant At { get; init; }
}

/// <summary>A word an author does not want under their notes: what holds it waits for their approval.</summary>
internal sealed class FilterWord
{
    public const int Longest = 30, Most = 100;
    public long MemberId { get; init; }
    public required string Word { get; init; }
    public required string Folded { get; init; }
}
