using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Threading.Channels;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
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
    private const int AtHand = 2_000, MostSittings = 20_000, MostWaiting = 5_000, MostInGroup = 500;
    public static readonly TimeSpan OneSitting = TimeSpan.FromHours(2), Kept = TimeSpan.FromDays(2);
    private readonly ConcurrentDictionary<long, ServedList> lists = new();
    private readonly ConcurrentDictionary<long, Sitting> sittings = new();
    private readonly Channel<ServedList> changed = Channel.CreateBounded<ServedList>(new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });

    public void Keep(ServedList list)
    {
        if (lists.Count >= AtHand) Thin();
        lists[list.Id] = list;
        changed.Writer.TryWrite(list);
    }

    // The older half goes; whoever reads on in one of them has it read back.
    private void Thin()
    {
        foreach (var id in lists.Keys.Order().Take(AtHand / 2).ToList()) lists.TryRemove(id, out _);
    }

    public void Give(ServedList list, int upTo)
    {
        var given = list.Given; // once: another page of it may be given at the same time
        var ids = list.Ids;
        upTo = Math.Min(upTo, ids.Length);
        if (upTo <= given) return;
        if (list.MemberId is { } member && sittings.TryGetValue(member, out var sitting)) sitting.Add(ids[given..upTo], Instant.Now(clock));
        list.Given = upTo;
        changed.Writer.TryWrite(list);
    }

    /// <summary>So much of it came into view: what was given beyond has not been seen.</summary>
    public void Reached(ServedList list, int shown)
    {
        var given = list.Given;
        if (shown >= given) { Give(list, shown); return; }
        if (list.MemberId is { } member && sittings.TryGetValue(member, out var sitting)) sitting.TakeBack(list.Ids[shown..given]);
        list.Given = shown;
        changed.Writer.TryWrite(list);
    }

    /// <param name="after">How far it was read: where that is further than this node has given, another has, and may have made it longer or shorter.</param>
    public async ValueTask<ServedList?> Find(AppDb db, long id, long? member, int after)
    {
        if (!lists.TryGetValue(id, out var list) || after > list.Ids.Length || list.Given > 0 && after > list.Given)
        {
            var written = await db.Set<ServedList>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id);
            if (list is null || written?.Given >= after || written?.Ids.Length > list.Ids.Length) list = written ?? list; // else what is at hand is newer
            if (list is not null) lists[id] = list;
        }
        return list is not null && (list.MemberId is null || list.MemberId == member) ? list : null;
    }

    /// <summary>It has become longer, or shorter.</summary>
    public void Changed(ServedList list) => changed.Writer.TryWrite(list);

    /// <summary>Makes something of what a member was given in this sitting; nothing else is given to them meanwhile.</summary>
    public async ValueTask<T> WithSeen<T>(AppDb db, long member, Pool pool, Func<Seen, T> make)
    {
        var since = Instant.Now(clock).Minus(OneSitting);
        if (!sittings.TryGetValue(member, out var sitting)) sitting = sittings.GetOrAdd(member, await ReadSitting(db, member, since));
        return sitting.With(pool, since, make);
    }

    private async Task<Sitting> ReadSitting(AppDb db, long member, Instant since)
    {
        if (sittings.Count >= MostSittings) sittings.Clear(); // rare, and cheaper than keeping order
        var own = await db.Set<ServedList>().AsNoTracking().Where(s => s.MemberId == member && s.At > since).OrderByDescending(s => s.At).Take(50).ToListAsync();
        var sitting = new Sitting();
        foreach (var list in own.OrderBy(l => l.At.Micros)) sitting.Add(list.Ids[..Math.Min(list.Given, list.Ids.Length)], list.At);
        return sitting;
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
            await db.Write(() => Write(db, group.Values));
        }
        catch (Exception e) { log.LogWarning(e, "{Count} served lists were not written", group.Count); }
    }

    // One command, prepared once: a row through the change tracker costs several times as much as the row.
    private static async Task Write(AppDb db, IEnumerable<ServedList> group)
    {
        await using var insert = db.Database.GetDbConnection().CreateCommand();
        insert.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        insert.CommandText = "insert into place_served(id, member_id, items, given, at) values (@id, @member, @items, @given, @at) on conflict (id) do update set given = excluded.given, items = excluded.items";
        DbParameter Add(string name, DbType type)
        {
            var parameter = insert.CreateParameter();
            (parameter.ParameterName, parameter.DbType) = (name, type);
            insert.Parameters.Add(parameter);
            return parameter;
        }
        DbParameter id = Add("@id", DbType.Int64), member = Add("@member", DbType.Int64), items = Add("@items", DbType.Binary), given = Add("@given", DbType.Int32), at = Add("@at", DbType.Int64);
        foreach (var list in group)
        {
            (id.Value, member.Value, items.Value, given.Value, at.Value) = (list.Id, (object?)list.MemberId ?? DBNull.Value, list.Items, list.Given, list.At.Micros);
            await insert.ExecuteNonQueryAsync();
        }
    }
}
