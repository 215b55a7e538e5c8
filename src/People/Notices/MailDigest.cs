using System.Text;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Schedule;
using Kaki.Kernel.Words;
using Kaki.People.Accounts;
using Kaki.People.Follows;
using Kaki.People.Mail;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Notices;

/// <summary>Once a day, one letter to each who confirmed an address and has unread notices of kinds they want by mail.</summary>
internal sealed class MailDigest(AppDb db, PeopleReads people, Words words, SiteAddress site, TimeProvider clock) : IScheduled
{
    private const int BatchSize = 100, MostLines = 20, MostOfOne = 200;

    /// <summary>What is younger may be followed by an older one that is not committed yet: it comes with the next letter, and none is passed over.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);
    public static string Name => "people.mail-digest";
    public static TimeSpan Every => TimeSpan.FromDays(1);

    public async Task Run(CancellationToken cancel)
    {
        long after = 0;
        var before = Instant.Now(clock).Minus(TimeSpan.FromHours(20)); // a run cut off does not write twice to whom it wrote
        while (true)
        {
            var members = await db.Set<Member>().AsNoTracking()
                .Where(m => m.Id > after && m.EmailConfirmed && m.DigestAt < before && db.Set<Notice>().Any(n => n.ToId == m.Id && n.Unread && n.At > m.DigestAt))
                .OrderBy(m => m.Id).Take(BatchSize).ToListAsync(cancel);
            if (members.Count == 0) return;
            await db.Write(() => WriteTo(members, cancel), cancel);
            db.ChangeTracker.Clear();
            after = members[^1].Id;
        }
    }

    private async Task WriteTo(List<Member> members, CancellationToken cancel)
    {
        var ids = members.Select(m => m.Id).ToArray();
        await Pair.Lock(db, ids); // one update of many rows locks them in no order
        var now = Instant.Now(clock);
        var upTo = now.Minus(Settled);
        var switches = (await db.Set<NoticeSwitch>().AsNoTracking().Where(s => ids.Contains(s.MemberId) && s.Channel == NoticeChannel.Mail).ToListAsync(cancel)).ToDictionary(s => (s.MemberId, s.Kind), s => s.On);
        var unread = new List<(Member To, List<Notice> Notices)>();
        foreach (var member in members)
            unread.Add((member, await Unread(member, [.. Enum.GetValues<NoticeKind>().Where(k => switches.GetValueOrDefault((member.Id, k), NoticeSwitch.Default(k, NoticeChannel.Mail)))], upTo, cancel)));
        var actors = await people.Cards([.. unread.SelectMany(u => u.Notices).Select(n => n.ActorId).OfType<long>()]);
        foreach (var (member, notices) in unread)
            if (notices.Count > 0) db.Add(Compose(member, notices, actors, now));
        await db.Set<Member>().Where(m => ids.Contains(m.Id)).ExecuteUpdateAsync(s => s.SetProperty(m => m.DigestAt, upTo), cancel);
    }

    // Whom somebody has muted since is as quiet in the letter; what others did beside them is told.
    // Asked one by one: in one question for all of them, somebody with very many would leave nothing for the others.
    private async Task<List<Notice>> Unread(Member member, NoticeKind[] wanted, Instant upTo, CancellationToken cancel)
    {
        var silent = db.SilentTo(member.Id);
        var unread = db.NoticesOf(member.Id, silent).AsNoTracking().Where(n => n.Unread && n.At > member.DigestAt && n.At <= upTo && wanted.Contains(n.Kind));
        return (await unread.OrderByDescending(n => n.At).Take(MostOfOne).Heard(db, silent).ToListAsync(cancel)).ConvertAll(h => h.Told());
    }

    private Letter Compose(Member member, List<Notice> notices, IReadOnlyDictionary<long, PersonCard> actors, Instant now)
    {
        var lines = new StringBuilder();
        foreach (var n in notices.Take(MostLines))
        {
            var actor = n.ActorId is { } a ? actors.GetValueOrDefault(a) : null;
            var others = n.Actors > 1 ? words.In(member.Language, n.Actors == 2 && member.Language == "en" ? "notice.others.one" : "notice.others.other", n.Actors - 1) : "";
            lines.Append("- ").Append(actor?.Name).Append(others).Append(actor is null ? words.In(member.Language, n.Words(named: false)).TrimStart() : words.In(member.Language, n.Words(named: true)));
            if (n.Said((key, with) => words.In(member.Language, key, with)) is { Length: > 0 } excerpt) lines.Append(": ").Append(excerpt);
            lines.Append("\n  ").Append(site.Origin).Append(ListNotices.UrlOf(n, actor)).Append('\n');
        }
        if (notices.Count > MostLines) lines.Append("… ").Append(site.Origin).Append("/notices\n");
        return Letter.To(member, db.NextId(), now, words.In(member.Language, "mail.digest.subject", notices.Count),
            words.In(member.Language, "mail.digest.body", member.Name, lines.ToString(), $"{site.Origin}/settings/notices"));
    }
}
