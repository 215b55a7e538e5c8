using System.Collections.Concurrent;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Faces;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Notices;

/// <summary>How many notices wait for somebody, remembered for a few seconds because every page shows it.</summary>
internal sealed class UnreadBook(TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);
    private const int Most = 50_000;
    private readonly ConcurrentDictionary<long, (int Count, Instant Until)> known = new();

    public int? Find(long member) => known.TryGetValue(member, out var entry) && entry.Until.Holds(Instant.Now(clock), Fresh) ? entry.Count : null;
    public void Forget(long member) => known.TryRemove(member, out _);

    public int Remember(long member, int count)
    {
        if (known.Count >= Most) known.Clear();
        known[member] = (count, Instant.Now(clock).Plus(Fresh));
        return count;
    }
}

/// <summary>The number beside "notices" in the navigation.</summary>
internal sealed class UnreadBadge(AppDb db, UnreadBook book) : IBadge
{
    public string Item => "notices";

    public async ValueTask<int> Of(Caller caller)
    {
        if (caller.MemberId is not { } me) return 0;
        return book.Find(me) ?? book.Remember(me, await db.NoticesOf(me, db.BlockedWith(me)).CountAsync(n => n.Unread));
    }
}
