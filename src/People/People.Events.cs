using System.Text.Json.Serialization;
using Kaki.Kernel;
using Kaki.Kernel.Outbox;
using Kaki.Kernel.Refusals;

namespace Kaki.People;

public sealed record MemberJoined(long MemberId) : IEvent { public string Key => new Id(MemberId).ToString(); }

/// <summary>Name, picture, words or what a member allows changed: whoever keeps a copy of the card makes it anew.</summary>
public sealed record ProfileChanged(long MemberId) : IEvent { public string Key => new Id(MemberId).ToString(); }

/// <summary>They approve their followers no more: whoever waits for it is let in.</summary>
public sealed record ApprovalEnded(long MemberId) : IEvent { public string Key => new Id(MemberId).ToString(); }

/// <summary>The follow holds: it was not only asked for.</summary>
public sealed record Followed(long From, long To) : IEvent { public string Key => new Id(From).ToString(); }

public sealed record Unfollowed(long From, long To) : IEvent { public string Key => new Id(From).ToString(); }

/// <summary>Everything a member can be told about; each has its switches and its words <c>notice.{kind}</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NoticeKind>))]
public enum NoticeKind
{
    Follow, FollowAsked, FollowApproved,
    Like, Save, Comment, Reply, CommentLike, Mention,
    OrderPaid, OrderShipped, OrderReceived, OrderCancelled, Review, ReviewReply,
    TakenDown, Restored, NotPublished, NewSignIn, NewPasskey,
    Seated, Unseated,
}

/// <summary>
/// Somebody should be told. <paramref name="Thing"/> is "note:…", "comment:…", "product:…", "review:…", "order:…", "member:…", "draft:…", "session:…", "passkey:…" or "shop:…" with the id, or the address, as the outside sees it.
/// Notices of one kind about one thing on one day become one, and of a reply or a mention there is never a second; own acts, switches, mutes and blocks (but for trade) are seen to by the receiver's side.
/// </summary>
/// <param name="At">When it happened, where that was not just now: what is brought in from the past.</param>
/// <param name="Said">What says the words of the excerpt, where that is not the thing itself: <see cref="WordsWithdrawn"/> names it.</param>
public sealed record NoticeDue(long To, NoticeKind Kind, long? ActorId, string Thing, string? Excerpt, Instant? At = null, string? Said = null) : IEvent
{
    /// <summary>An excerpt is cut to so many characters.</summary>
    public const int LongestExcerpt = 120;
    private const int LongestSaid = 40;

    public string Key => new Id(To).ToString();

    /// <summary>The excerpt of a notice of what a moderator did to one thing among others: why, and the first words of the thing.</summary>
    public static string Because(string why, string said)
    {
        var first = Short(said.ReplaceLineEndings(" ").Trim(), LongestSaid);
        return first.Length == 0 ? why : $"{Short(why, LongestExcerpt - first.Length - 3)} · {first}";
    }

    private static string Short(string text, int longest) => text.Length > longest ? text.CutTo(longest - 1) + "…" : text;

    /// <summary>The excerpt of a notice that tells of a refusal: what it is about, the code, and what fills its words, one a line. They are said in the reader's language.</summary>
    public static string Refused(string? title, Refusal why) => string.Join('\n', [Line(title), why.Code, .. why.Args]);

    /// <summary>The excerpt of a notice that tells what a moderator did: to what, and why.</summary>
    public static string Measured(string title, string why) => $"{Line(title)} · {why}";

    private static string Line(string? title) => (title ?? "").ReplaceLineEndings(" ").CutTo(60);
}

/// <summary>What somebody said is taken back: notices still tell that it was said, and no longer what, those still under way neither.</summary>
/// <param name="Thing">As in <see cref="NoticeDue"/>.</param>
/// <param name="Under">What it was said about: a notice of that carries the words of the last who said something.</param>
/// <param name="Back">They are said again after all: what was told stays without them, what is told from now on has them.</param>
public sealed record WordsWithdrawn(string Thing, string Under, long By, Instant At, bool Back = false) : IEvent { public string Key => Thing; }

/// <summary>What somebody said says something else by now: notices tell what it says.</summary>
/// <param name="Thing">As in <see cref="WordsWithdrawn"/>, like the two that follow it.</param>
/// <param name="Now">Null where it is not for everybody who was told: then they no longer read what it said, and not what it says.</param>
public sealed record WordsChanged(string Thing, string Under, long By, string Was, string? Now) : IEvent { public string Key => Thing; }
