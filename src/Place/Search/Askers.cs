using System.Buffers.Binary;
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
    private volatile AskersKey? current;

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
