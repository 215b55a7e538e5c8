using Microsoft.Data.Sqlite;

namespace Kaki.Host.Bench;

/// <summary>A copy of a site's database in a folder of its own, so that measuring leaves no mark on the site. Pictures stay where they are: no page reads them.</summary>
internal sealed class BenchData : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("kaki-bench-").FullName;

    /// <param name="site">Folder of the site; may be in use.</param>
    public static BenchData CopyOf(string site)
    {
        var data = new BenchData();
        using var from = new SqliteConnection($"Data Source={Path.Combine(site, "kaki.db")};Mode=ReadOnly;Pooling=False");
        using var to = new SqliteConnection($"Data Source={Path.Combine(data.Folder, "kaki.db")};Pooling=False");
        from.Open();
        to.Open();
        from.BackupDatabase(to);
        return data;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
