using System.Data.Common;
using System.Reflection;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Trust.Auditing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Host.Health;

/// <summary>Numbers about the site as it stands.</summary>
internal sealed class SiteFacts(AppDb db, IConfiguration configuration, TimeProvider clock)
{
    /// <summary>The audit line that a backup leaves.</summary>
    public const string BackupAct = "site.backup";

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    /// <param name="Ahead">How much longer the lease runs than leases do: by so much the node's clock goes before ours.</param>
    internal sealed record LiveNode(long Number, string Holder, Instant Until, TimeSpan Ahead);

    public string Version { get; } = typeof(SiteFacts).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    public string DataFolder => Path.GetFullPath(configuration["Data"] ?? "data");

    public Provider Provider => db.Provider;

    private DatabaseFacts? database;
    private IReadOnlyList<LiveNode>? nodes;
    private (bool Asked, Instant? At) backup;

    /// <param name="Clock">Null where database and program share one.</param>
    internal sealed record DatabaseFacts(string Version, long Bytes, Instant? Clock);

    public async Task<DatabaseFacts> Database(CancellationToken cancel) => database ??= await AskDatabase(cancel);

    public Task<long?> NewestId(CancellationToken cancel) => db.Set<AuditLine>().MaxAsync(a => (long?)a.Id, cancel);

    public async Task<IReadOnlyList<LiveNode>> Nodes(CancellationToken cancel)
    {
        if (nodes is not null) return nodes;
        var now = Instant.Now(clock);
        var live = await db.Set<Node>().AsNoTracking().Where(n => n.Until > now).OrderBy(n => n.Id).ToListAsync(cancel);
        return nodes = [.. live.Select(n => new LiveNode(n.Id, n.Holder.Split(':') is [var machine, var process, ..] ? $"{machine}:{process}" : n.Holder, n.Until, n.Until.Since(now) - Lease))];
    }

    public async Task<Instant?> LastBackup(CancellationToken cancel)
    {
        if (!backup.Asked) backup = (true, await db.Set<AuditLine>().Where(a => a.Act == BackupAct).MaxAsync(a => (long?)a.Id, cancel) is { } id ? Ids.MadeAt(id) : null);
        return backup.At;
    }

    /// <summary>Of the disk that the data folder lies on.</summary>
    public (long Free, long Total) Disk()
    {
        var folder = DataFolder;
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } above) folder = above;
        var drive = new DriveInfo(folder);
        return (drive.AvailableFreeSpace, drive.TotalSize);
    }

    private async Task<DatabaseFacts> AskDatabase(CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await using DbCommand command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = db.Provider == Provider.Sqlite
                ? "select 'SQLite ' || sqlite_version(), page_count * page_size, null from pragma_page_count, pragma_page_size"
                : "select 'PostgreSQL ' || current_setting('server_version'), pg_database_size(current_database()), (extract(epoch from clock_timestamp()) * 1000000)::bigint";
            await using var reader = await command.ExecuteReaderAsync(cancel);
            await reader.ReadAsync(cancel);
            return new(reader.GetString(0), reader.GetInt64(1), await reader.IsDBNullAsync(2, cancel) ? null : new Instant(reader.GetInt64(2)));
        }
        finally { await db.Database.CloseConnectionAsync(); }
    }
}
