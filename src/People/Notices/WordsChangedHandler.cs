using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Notices;

/// <summary>Where a notice, and so the letter about it, carries words that were changed since, it carries the new ones or none; one still under way with the old ones comes without.</summary>
internal sealed class WordsChangedHandler(AppDb db, TimeProvider clock) : IHandle<WordsChanged>
{
    public async Task Handle(WordsChanged words, CancellationToken cancel)
    {
        await Withdrawn.Wait(db, words.Thing, takesBack: true, cancel);
        var (was, now) = (Notice.Short(words.Was)!, Notice.Short(words.Now));
        if (was != now)
        {
            await Withdrawn.Remember(db, Withdrawn.Wording(words.Thing, was), Instant.Now(clock), cancel);
            await Carrying(words, was).ExecuteUpdateAsync(s => s.SetProperty(n => n.Excerpt, now), cancel);
        }
        if (now is not null) await db.Set<Withdrawn>().Where(w => w.Thing == Withdrawn.Wording(words.Thing, now)).ExecuteDeleteAsync(cancel); // said again
    }

    private IQueryable<Notice> Carrying(WordsChanged words, string was)
    {
        var ofNote = words.Thing == words.Under; // what others said under it stays
        var notices = db.Set<Notice>().Where(n => (n.Thing == words.Thing && n.Kind != NoticeKind.Comment || !ofNote && n.Thing == words.Under && n.ActorId == words.By) && n.Excerpt == was);
        return words.Now is null ? notices.Where(n => Notice.OfOthersWords.Contains(n.Kind)) : notices;
    }
}
