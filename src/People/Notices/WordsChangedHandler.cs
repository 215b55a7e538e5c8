using Kaki.Kernel.Data;
using Kaki.Kernel.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Notices;

/// <summary>Where a notice, and so the letter about it, carries words that were changed since, it carries the new ones.</summary>
internal sealed class WordsChangedHandler(AppDb db) : IHandle<WordsChanged>
{
    public Task Handle(WordsChanged words, CancellationToken cancel)
    {
        string? was = Notice.Short(words.Was), now = Notice.Short(words.Now);
        return db.Set<Notice>().Where(n => (n.Thing == words.Thing || n.Thing == words.Under && n.ActorId == words.By) && n.Excerpt == was)
            .ExecuteUpdateAsync(s => s.SetProperty(n => n.Excerpt, now), cancel);
    }
}
