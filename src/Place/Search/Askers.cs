using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Search;

/// <summary>
/// Who asks, as a number that tells people apart and nobody who they are: member or address, hashed under a secret of the week that is
/// thrown away after the next. Within the days a list looks at, nobody is more than two.
/// </summary>
internal sealed class Askers(TimeProvider clock)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);
    private static readonly TimeSpan Told = TimeSpan.FromMinutes(10);
    private const int MostTold = 10_000;
    private readonly ConcurrentDictionary<(string Thing, long Who), Instant> told = new();
    private volatile AskersKey? current;

    /// <summary>Whether this is to be written down: who reads on, or asks the same again, is counted already.</summary>
    public bool IsNew(string thing, long who)
    {
        var now = Instant.Now(clock);
        if (told.TryGetValue((thing, who), out var at) && now < at.Plus(Told)) return false;
        if (told.Count >= MostTold) told.Clear();
        told[(thing, who)] = now;
        return true;
    }

    public async ValueTask<long> NumberOf(AppDb db, Caller caller)
    {
        var week = WeekOf(Instant.Now(clock));
        var key = current is { } known && known.Week == week ? known : current = await KeyOf(db, week);
        var who = caller.MemberId is { } me ? $"member {me}" : $"address {caller.Address}";
        return BinaryPrimitives.ReadInt64LittleEndian(HMACSHA256.HashData(key.Secret, Encoding.UTF8.GetBytes(who)));
    }

    public static string WeekOf(Instant at) => (at.Micros / (Kept.Ticks / 10)).ToString(CultureInfo.InvariantCulture);

    // All nodes use the one that was there first.
    private static async Task<AskersKey> KeyOf(AppDb db, string week)
    {
        var secret = RandomNumberGenerator.GetBytes(32);
        using (await db.EnterGate()) await db.Database.ExecuteSqlAsync($"insert into place_search_keys(week, secret) values ({week}, {secret}) on conflict do nothing");
        return await db.Set<AskersKey>().AsNoTracking().SingleAsync(k => k.Week == week);
    }
}
