using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Notices;

/// <summary>Where a notice, and so the letter about it, carries words that were changed since, it carries the new ones; one still under way with the old ones comes without.</summary>
internal sealed class WordsChangedHandler(AppDb db, TimeProvider clock) : IHandle<WordsChanged>
{
    public async Task Handle(WordsChanged words, CancellationToken cancel)
    {
        await Withdrawn.Wait(db, words.Thing, takesBack: true, cancel);
        string was = Notice.Short(words.Was)!, now = Notice.Short(words.Now)!;
        await Withdrawn.Remember(db, Withdrawn.Wording(words.Thing, was), Instant.Now(clock), cancel);
        await db.Set<Withdrawn>().Where(w => w.Thing == Withdrawn.Wording(words.Thing, now)).ExecuteDeleteAsync(cancel); // changed back
        await db.Set<Notice>().Where(n => (n.Thing == words.Thing || n.Thing == words.Under && n.ActorId == words.By) && n.Excerpt == was)
            .ExecuteUpdateAsync(s => s.SetProperty(n => n.Excerpt, now), cancel);
    }
}
