using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Outbox;
using Kaki.People.Accounts;
using Kaki.People.Follows;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Notices;

/// <summary>Turns what is due into a notice, or into nothing where the receiver did, muted, blocked or switched it off.</summary>
internal sealed class NoticeDueHandler(AppDb db, UnreadBook unread, TimeProvider clock) : IHandle<NoticeDue>
{
    /// <summary>What is brought in from further back has been read long since.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(2);

    public async Task Handle(NoticeDue due, CancellationToken cancel)
    {
        if (due.ActorId == due.To || !await Wanted(due, cancel) || await Told(due, cancel)) return;
        var now = Instant.Now(clock);
        var at = due.At ?? now;
        var notice = await Find(due, at, cancel) ?? Begin(due, at);
        var another = due.ActorId is { } actor && await IsNew(notice.Id, actor, cancel);
        if (another) db.Add(new NoticeActor { NoticeId = notice.Id, ActorId = due.ActorId!.Value });
        if (at >= notice.At) (notice.ActorId, notice.Excerpt, notice.At, notice.Unread) = (due.ActorId, await TakenBack(due, cancel) ? null : Notice.Short(due.Excerpt), at, now.Since(at) < Fresh);
        await db.SaveChangesAsync(cancel); // the next of the batch must find it
        if (another) await db.Set<Notice>().Where(n => n.Id == notice.Id).ExecuteUpdateAsync(s => s.SetProperty(n => n.Actors, n => n.Actors + 1), cancel); // a block may have taken one away since it was read
        unread.Forget(due.To);
    }

    private async Task<bool> Wanted(NoticeDue due, CancellationToken cancel)
    {
        var asked = await db.Set<Member>().Where(m => m.Id == due.To).Select(m => new
        {
            Switch = db.Set<NoticeSwitch>().Where(s => s.MemberId == due.To && s.Kind == due.Kind && s.Channel == NoticeChannel.Site).Select(s => (bool?)s.On).FirstOrDefault(),
            Hidden = db.Set<Mute>().Any(x => x.MemberId == due.To && x.MutedId == due.ActorId)
                || db.Set<Block>().Any(b => b.MemberId == due.To && b.BlockedId == due.ActorId || b.MemberId == due.ActorId && b.BlockedId == due.To),
        }).SingleOrDefaultAsync(cancel);
        return asked is not null && (!asked.Hidden || NoticeSwitch.OfTrade(due.Kind)) && (NoticeSwitch.Fixed(due.Kind, NoticeChannel.Site) || (asked.Switch ?? NoticeSwitch.Default(due.Kind, NoticeChannel.Site)));
    }

    // A note or a comment may change and name somebody again: that is no second mention. One that came without its words, for they were other ones by then, has them now.
    private async Task<bool> Told(NoticeDue due, CancellationToken cancel)
    {
        if (due.Kind is not (NoticeKind.Mention or NoticeKind.Reply)) return false;
        var told = await db.Set<Notice>().FirstOrDefaultAsync(n => n.ToId == due.To && n.Kind == due.Kind && n.Thing == due.Thing && db.Set<NoticeActor>().Any(a => a.NoticeId == n.Id && a.ActorId == due.ActorId), cancel);
        if (told is { Excerpt: null } && !await TakenBack(due, cancel))
        {
            told.Excerpt = Notice.Short(due.Excerpt);
            await db.SaveChangesAsync(cancel);
        }
        return told is not null;
    }

    private Task<Notice?> Find(NoticeDue due, Instant at, CancellationToken cancel)
    {
        var day = Notice.DayOf(at);
        return db.Set<Notice>().SingleOrDefaultAsync(n => n.ToId == due.To && n.Kind == due.Kind && n.Thing == due.Thing && n.Day == day, cancel);
    }

    private Notice Begin(NoticeDue due, Instant at)
    {
        var notice = new Notice { Id = db.NextId(), ToId = due.To, Kind = due.Kind, Thing = due.Thing, Day = Notice.DayOf(at) };
        db.Add(notice);
        return notice;
    }

    private async Task<bool> IsNew(long notice, long actor, CancellationToken cancel) =>
        !db.Set<NoticeActor>().Local.Any(a => a.NoticeId == notice && a.ActorId == actor) && !await db.Set<NoticeActor>().AnyAsync(a => a.NoticeId == notice && a.ActorId == actor, cancel);

    private async Task<bool> TakenBack(NoticeDue due, CancellationToken cancel)
    {
        if (due.Excerpt is null || !Notice.OfOthersWords.Contains(due.Kind)) return false;
        var said = due.Said ?? due.Thing;
        var wording = Withdrawn.Wording(said, Notice.Short(due.Excerpt)!);
        await Withdrawn.Wait(db, said, takesBack: false, cancel);
        return await db.Set<Withdrawn>().AnyAsync(w => w.Thing == said || w.Thing == wording, cancel);
    }
}
