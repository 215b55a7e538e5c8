using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Notices;

/// <summary>
/// Takes words that were taken back out of notices, and so out of the letters about them. Which of somebody's words a notice of a note carries is not kept:
/// it forgets all of about that day. By days, for the clocks of the nodes that wrote them and told of them may differ.
/// </summary>
internal sealed class WordsWithdrawnHandler(AppDb db, TimeProvider clock) : IHandle<WordsWithdrawn>
{
    // These tell the writer alone what was done to their own words, and why.
    private static readonly NoticeKind[] OfMeasures = [NoticeKind.TakenDown, NoticeKind.Restored];

    public async Task Handle(WordsWithdrawn words, CancellationToken cancel)
    {
        await Withdrawn.Wait(db, words.Thing, takesBack: true, cancel);
        if (words.Back)
        {
            await db.Set<Withdrawn>().Where(w => w.Thing == words.Thing).ExecuteDeleteAsync(cancel);
            return;
        }
        await Withdrawn.Remember(db, words.Thing, Instant.Now(clock), cancel);
        var day = Notice.DayOf(words.At);
        var ofNote = words.Thing == words.Under; // what others say under it stays
        await db.Set<Notice>().Where(n => n.Thing == words.Thing && (ofNote ? n.Kind == NoticeKind.Mention : !OfMeasures.Contains(n.Kind))
            || n.Thing == words.Under && (n.Kind == NoticeKind.Comment || n.Kind == NoticeKind.Review) && n.ActorId == words.By && n.Day >= day - 1 && n.Day <= day + 1)
            .ExecuteUpdateAsync(s => s.SetProperty(n => n.Excerpt, (string?)null), cancel);
    }
}
