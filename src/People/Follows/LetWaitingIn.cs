using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Outbox;
using Kaki.People.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Follows;

/// <summary>Who no longer approves followers lets in those who wait, so many at a time: the next follow as the event comes again.</summary>
internal sealed class LetWaitingIn(AppDb db, TimeProvider clock) : IHandle<ApprovalEnded>
{
    public const int AtOnce = 100;

    public async Task Handle(ApprovalEnded fact, CancellationToken cancel)
    {
        var waiting = await db.Set<Follow>().AsNoTracking().Where(f => f.FollowedId == fact.MemberId && f.State == FollowState.Asked).OrderBy(f => f.At).Select(f => f.FollowerId).Take(AtOnce).ToListAsync(cancel);
        await Pair.Lock(db, [fact.MemberId, .. waiting]);
        if (await db.Set<Member>().AnyAsync(m => m.Id == fact.MemberId && m.ApproveFollowers, cancel)) return; // thought better of it
        foreach (var follow in await db.Set<Follow>().Where(f => f.FollowedId == fact.MemberId && waiting.Contains(f.FollowerId) && f.State == FollowState.Asked).ToListAsync(cancel))
            await Pair.Accept(db, follow, Instant.Now(clock));
        if (waiting.Count == AtOnce) db.Publish(fact);
    }
}
