using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Notices;

/// <summary>Takes words that were taken back out of notices, and so out of the letters about them. Which of somebody's words of one day a notice of a note carries is not kept: it forgets them all.</summary>
internal sealed class WordsWithdrawnHandler(AppDb db, TimeProvider clock) : IHandle<WordsWithdrawn>
{
    // These tell the writer alone what was done to their own words, and why.
    private static readonly NoticeKind[] OfMeasures = [NoticeKind.TakenDown, NoticeKind.Restored];

    public async Task Handle(WordsWithdrawn words, CancellationToken cancel)
    {
        await Withdrawn.Wait(db, words.Thing, takesBack: true, cancel);
        await Remember(words.Thing, cancel);
        var until = words.At.Plus(TimeSpan.FromDays(1));
        await db.Set<Notice>().Where(n => n.Thing == words.Thing && !OfMeasures.Contains(n.Kind)
            || n.Thing == words.Under && n.Kind == NoticeKind.Comment && n.ActorId == words.By && n.At >= words.At && n.At < until)
            .ExecuteUpdateAsync(s => s.SetProperty(n => n.Excerpt, (string?)null), cancel);
    }

    private async Task Remember(string thing, CancellationToken cancel)
    {
        var now = Instant.Now(clock);
        if (await db.Set<Withdrawn>().Where(w => w.Thing == thing).ExecuteUpdateAsync(s => s.SetProperty(w => w.At, now), cancel) > 0) return;
        db.Add(new Withdrawn { Thing = thing, At = now });
        await db.SaveChangesAsync(cancel);
    }
}
