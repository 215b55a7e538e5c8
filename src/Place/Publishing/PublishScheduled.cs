using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.Kernel.Schedule;
using Kaki.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Kaki.Place.Publishing;

/// <summary>Publishes the drafts whose time has come, as their writers; one that is refused stays a draft and says why.</summary>
internal sealed class PublishScheduled(AppDb db, PublishNote publish, PeopleReads people, TimeProvider clock, ILogger<PublishScheduled> log) : IScheduled
{
    public static string Name => "place.publish-scheduled";
    public static TimeSpan Every => TimeSpan.FromSeconds(10); // with the time until the schedule is looked at, half a minute

    internal const int MostAtOnce = 100;

    /// <summary>Every due draft has its turn in every round: what stays due, for whatever reason, keeps nobody else's waiting.</summary>
    public async Task Run(CancellationToken cancel)
    {
        var now = Instant.Now(clock);
        var held = new HashSet<long>();
        var due = await Due(now, after: null, cancel);
        while (due.Count > 0)
        {
            foreach (var draft in due)
                if (!held.Contains(draft.OwnerId) && await IsTooMuch(draft, cancel)) held.Add(draft.OwnerId);
            due = await Due(now, due[^1], cancel);
        }
    }

    private Task<List<Draft>> Due(Instant now, Draft? after, CancellationToken cancel)
    {
        var due = db.Set<Draft>().AsNoTracking().Where(d => d.PublishAt != null && d.PublishAt <= now);
        if (after is not null) due = due.Where(d => d.PublishAt > after.PublishAt || d.PublishAt == after.PublishAt && d.Id > after.Id);
        return due.OrderBy(d => d.PublishAt).ThenBy(d => d.Id).Take(MostAtOnce).ToListAsync(cancel);
    }

    /// <returns>True where its writer publishes too much at once: what else of theirs is due waits for a later round.</returns>
    private async Task<bool> IsTooMuch(Draft draft, CancellationToken cancel)
    {
        try
        {
            var writers = await people.Cards([draft.OwnerId]);
            if (writers.TryGetValue(draft.OwnerId, out var writer)) await publish.Run(As(writer), draft.Input, draft.Id, version: draft.Version);
        }
        catch (Refusal no) when (no.RetryAfter is not null || no.Status is 404 or 412) // or called off, changed or thrown away just now: the next round sees
        {
            db.ChangeTracker.Clear();
            return no.RetryAfter is not null;
        }
        catch (Refusal refusal)
        {
            db.ChangeTracker.Clear();
            await db.Write(() => Fail(draft, refusal, cancel), cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            db.ChangeTracker.Clear();
            log.LogWarning(e, "Draft {Id} could not be published; it comes round again", draft.Id);
        }
        return false;
    }

    private async Task Fail(Draft draft, Refusal why, CancellationToken cancel)
    {
        if (await db.Set<Draft>().FindAsync([draft.Id], cancel) is not { } kept || kept.Version != draft.Version) return;
        kept.Fail(why);
        db.Publish(new NoticeDue(kept.OwnerId, NoticeKind.NotPublished, null, $"draft:{new Id(kept.Id)}", NoticeDue.Refused(draft.Input.Title, why)));
    }

    private static Caller As(PersonCard writer) => new(writer.Id, writer.Handle, Rights.Member, "zh-CN", null, "", false);
}
