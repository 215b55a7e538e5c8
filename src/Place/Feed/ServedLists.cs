using System.Collections.Concurrent;
using System.Threading.Channels;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kaki.Place.Feed;

/// <summary>
/// Keeps served lists: at hand in this node, and written behind in groups so that any node can read on in them.
/// A list lost with a killed node costs its reader a fresh one, nothing else.
/// </summary>
internal sealed class ServedLists(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ServedLists> log) : BackgroundService
{
    private const int AtHand = 20_000, MostWaiting = 10_000, MostInGroup = 500;
    public static readonly TimeSpan Sitting = TimeSpan.FromHours(2), Kept = TimeSpan.FromDays(2);
    private readonly ConcurrentDictionary<long, ServedList> lists = new();
    private readonly ConcurrentDictionary<long, List<ServedList>> sittings = new();
    private readonly Channel<ServedList> changed = Channel.CreateBounded<ServedList>(new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });

    public void Keep(ServedList list)
    {
        if (lists.Count > AtHand) { lists.Clear(); sittings.Clear(); }
        lists[list.Id] = list;
        if (list.MemberId is { } member && sittings.TryGetValue(member, out var own)) lock (own) own.Add(list);
        changed.Writer.TryWrite(list);
    }

    public void Give(ServedList list, int upTo)
    {
        if (upTo <= list.Given) return;
        list.Given = upTo;
        changed.Writer.TryWrite(list);
    }

    public async ValueTask<ServedList?> Find(AppDb db, long id, long? member)
    {
        if (!lists.TryGetValue(id, out var list))
        {
            list = await db.Set<ServedList>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id);
            if (list is not null) list = lists.GetOrAdd(id, list);
        }
        return list is not null && (list.MemberId is null || list.MemberId == member) ? list : null;
    }

    /// <summary>What a member was given in this sitting.</summary>
    public async ValueTask<HashSet<long>> Seen(AppDb db, long member)
    {
        var since = Instant.Now(clock).Minus(Sitting);
        if (!sittings.TryGetValue(member, out var own))
        {
            own = await db.Set<ServedList>().AsNoTracking().Where(s => s.MemberId == member && s.At > since).OrderByDescending(s => s.At).Take(50).ToListAsync();
            own = sittings.GetOrAdd(member, [.. own.Select(l => lists.GetOrAdd(l.Id, l))]); // the one object each, whose reading on is counted
        }
        var seen = new HashSet<long>();
        lock (own)
        {
            own.RemoveAll(l => l.At < since);
            foreach (var list in own)
                foreach (var id in list.Ids[..Math.Min(list.Given, list.Ids.Length)]) seen.Add(id);
        }
        return seen;
    }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        try
        {
            while (await changed.Reader.WaitToReadAsync(stopping))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), clock, stopping); // let a group gather
                await WriteGroup();
            }
        }
        catch (OperationCanceledException) { await WriteGroup(); }
    }

    private async Task WriteGroup()
    {
        var group = new Dictionary<long, ServedList>();
        while (group.Count < MostInGroup && changed.Reader.TryRead(out var list)) group[list.Id] = list;
        if (group.Count == 0) return;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            await db.Write(async () =>
            {
                foreach (var l in group.Values)
                    await db.Database.ExecuteSqlAsync($"insert into place_served(id, member_id, items, given, at) values ({l.Id}, {l.MemberId}, {l.Items}, {l.Given}, {l.At.Micros}) on conflict (id) do update set given = excluded.given");
            });
        }
        catch (Exception e) { log.LogWarning(e, "{Count} served lists were not written", group.Count); }
    }
}
