using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Notices;

/// <summary>After a block: what two were told of each other goes, but for trade. Where others did the same, their part of it stays.</summary>
internal sealed class ForgetBetween(AppDb db, UnreadBook unread)
{
    public async Task Run(long one, long other)
    {
        await Forget(one, other);
        await Forget(other, one);
    }

    public void Recount(long one, long other)
    {
        unread.Forget(one);
        unread.Forget(other);
    }

    private async Task Forget(long to, long about)
    {
        var heard = db.Set<Notice>().Where(n => n.ToId == to && !NoticeSwitch.Trade.Contains(n.Kind) && db.Set<NoticeActor>().Any(a => a.NoticeId == n.Id && a.ActorId == about));
        await heard.Where(n => n.Actors <= 1).ExecuteDeleteAsync();
        await heard.Where(n => n.ActorId == about && !Notice.OfOwnWords.Contains(n.Kind)).ExecuteUpdateAsync(s => s.SetProperty(n => n.Excerpt, (string?)null));
        // Of those left the newest member is named: who of them did it last is not kept.
        await heard.Where(n => n.ActorId == about).ExecuteUpdateAsync(s => s.SetProperty(n => n.ActorId, n => db.Set<NoticeActor>().Where(a => a.NoticeId == n.Id && a.ActorId != about).Max(a => (long?)a.ActorId)));
        var left = await heard.Select(n => n.Id).ToListAsync();
        await heard.ExecuteUpdateAsync(s => s.SetProperty(n => n.Actors, n => n.Actors - 1));
        await db.Set<NoticeActor>().Where(a => a.ActorId == about && left.Contains(a.NoticeId)).ExecuteDeleteAsync();
    }
}
