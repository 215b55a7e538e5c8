using Kaki.Kernel.Data;
using Kaki.People.Follows;

namespace Kaki.People.Notices;

/// <summary>
/// Which notices somebody hears, and of whom: those behind which at least one stands who is not silent to them, and all of trade.
/// Asked when they are read: what was under way while somebody was blocked is written all the same.
/// </summary>
internal static class Hearing
{
    /// <summary>Who blocked them, or whom they blocked.</summary>
    public static IQueryable<long> BlockedWith(this AppDb db, long member) =>
        db.Set<Block>().Where(b => b.MemberId == member).Select(b => b.BlockedId).Concat(db.Set<Block>().Where(b => b.BlockedId == member).Select(b => b.MemberId));

    public static IQueryable<long> SilentTo(this AppDb db, long member) =>
        db.BlockedWith(member).Concat(db.Set<Mute>().Where(m => m.MemberId == member).Select(m => m.MutedId));

    public static IQueryable<Notice> NoticesOf(this AppDb db, long member, IQueryable<long> silent) => db.Set<Notice>().Where(n => n.ToId == member
        && (n.ActorId == null || NoticeSwitch.Trade.Contains(n.Kind) || !silent.Contains(n.ActorId.Value) || db.Set<NoticeActor>().Any(a => a.NoticeId == n.Id && !silent.Contains(a.ActorId))));

    // Of the others the newest member is named, as in ForgetBetween.
    public static IQueryable<Heard> Heard(this IQueryable<Notice> notices, AppDb db, IQueryable<long> silent) => notices.Select(n => new Heard(n,
        n.ActorId != null && !NoticeSwitch.Trade.Contains(n.Kind) && silent.Contains(n.ActorId.Value),
        db.Set<NoticeActor>().Where(a => a.NoticeId == n.Id && !silent.Contains(a.ActorId)).Max(a => (long?)a.ActorId)));
}

/// <param name="Silent">Who did it last is not heard.</param>
/// <param name="Other">Who is named in their place.</param>
internal sealed record Heard(Notice Notice, bool Silent, long? Other)
{
    /// <summary>The notice, of which nothing is to be saved, without who is not heard.</summary>
    public Notice Told()
    {
        if (!Silent) return Notice;
        if (!Notice.OfOwnWords.Contains(Notice.Kind)) Notice.Excerpt = null;
        (Notice.ActorId, Notice.Actors) = (Other, Notice.Actors - 1);
        return Notice;
    }
}
