using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Schedule;
using Kaki.People.Accounts;
using Kaki.People.Notices;
using Kaki.People.Passkeys;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Sessions;

/// <summary>Forgets what is over: sessions nobody used, tokens and challenges past their time, notices of half a year ago.</summary>
internal sealed class SweepPeople(AppDb db, TimeProvider clock) : IScheduled
{
    private static readonly TimeSpan NoticesKept = TimeSpan.FromDays(180);
    public static string Name => "people.sweep-people";
    public static TimeSpan Every => TimeSpan.FromHours(1);

    public async Task Run(CancellationToken cancel)
    {
        var now = Instant.Now(clock);
        Instant old = now.Minus(NoticesKept), told = now.Minus(Withdrawn.Kept);
        await db.Write(async () =>
        {
            await db.Set<Session>().Where(s => s.Until < now).ExecuteDeleteAsync(cancel);
            await db.Set<MailToken>().Where(t => t.Until < now).ExecuteDeleteAsync(cancel);
            await db.Set<Challenge>().Where(c => c.Until < now).ExecuteDeleteAsync(cancel);
            await db.Set<Notice>().Where(n => n.At < old).ExecuteDeleteAsync(cancel);
            await db.Set<Withdrawn>().Where(w => w.At < told).ExecuteDeleteAsync(cancel);
        }, cancel);
    }
}
