using System.Collections.Concurrent;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.People.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kaki.People.Sessions;

/// <summary>Whose a token is, kept in memory for a moment so that most requests ask no database.</summary>
internal sealed record Bearer(long SessionId, long MemberId, string Handle, Role Role, bool Journal, Instant Until, Instant Seen);

/// <summary>
/// Remembers tokens. A revocation on this node is obeyed at once; another node hears of it by
/// <see cref="SessionNews"/> on PostgreSQL, and at the latest when its memory is no longer <see cref="Fresh"/>.
/// </summary>
internal sealed class SessionBook(TimeProvider clock)
{
    internal static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);
    private const int Most = 50_000;
    private readonly ConcurrentDictionary<string, (Bearer Bearer, Instant Until)> known = new();
    private long forgotten;

    public async ValueTask<Bearer?> Find(string token, IServiceProvider services)
    {
        var hash = SessionToken.Hash(token);
        var now = Instant.Now(clock);
        if (known.TryGetValue(hash, out var entry) && entry.Until.Holds(now, Fresh) && entry.Bearer.Until > now) return entry.Bearer;
        return await Read(hash, services.GetRequiredService<AppDb>(), now);
    }

    public void ForgetSession(long id) => Forget(b => b.SessionId == id);
    public void ForgetMember(long id) => Forget(b => b.MemberId == id);

    private void Forget(Func<Bearer, bool> which)
    {
        Interlocked.Increment(ref forgotten);
        foreach (var (hash, entry) in known)
            if (which(entry.Bearer)) known.TryRemove(hash, out _);
    }

    private async Task<Bearer?> Read(string hash, AppDb db, Instant now)
    {
        var before = Interlocked.Read(ref forgotten);
        var bearer = await (from s in db.Set<Session>().AsNoTracking()
                            join m in db.Set<Member>() on s.MemberId equals m.Id
                            where s.TokenHash == hash && s.Until > now
                            select new Bearer(s.Id, m.Id, m.Handle, m.Role, m.JournalConsent, s.Until, s.Seen)).SingleOrDefaultAsync();
        if (bearer is null) return null;
        if (bearer.Seen < now.Minus(Session.SeenStep)) bearer = await See(db, bearer, now);
        Remember(hash, bearer, now, before);
        return bearer;
    }

    // What was read before a revocation must not be remembered after it.
    private void Remember(string hash, Bearer bearer, Instant now, long before)
    {
        if (known.Count >= Most) known.Clear();
        known[hash] = (bearer, now.Plus(Fresh));
        if (Interlocked.Read(ref forgotten) != before) known.TryRemove(hash, out _);
    }

    private static async Task<Bearer> See(AppDb db, Bearer bearer, Instant now)
    {
        using var held = await db.EnterGate();
        var until = now.Plus(Session.Life);
        await db.Set<Session>().Where(s => s.Id == bearer.SessionId).ExecuteUpdateAsync(u => u.SetProperty(s => s.Seen, now).SetProperty(s => s.Until, until));
        return bearer with { Seen = now, Until = until };
    }
}
