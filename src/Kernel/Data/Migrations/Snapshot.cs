using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Kaki.Kernel.Data.Migrations;

/// <summary>The tables of one floor as the last draft left them, sorted, so that merges stay readable.</summary>
internal sealed record Snapshot(List<SnapshotTable> Tables)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Snapshot Of(IRelationalModel model, string prefix) => new([.. model.Tables
        .Where(t => t.Name.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(t => t.Name, StringComparer.Ordinal).Select(SnapshotTable.Of)]);

    public static Snapshot? Read(string path) => File.Exists(path) ? JsonSerializer.Deserialize<Snapshot>(File.ReadAllText(path), Json) : null;

    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Json) + "\n");
}

internal sealed record SnapshotTable(string Name, List<SnapshotColumn> Columns, SnapshotKey Key, List<SnapshotKey> Unique,
    List<SnapshotIndex> Indexes, List<SnapshotForeignKey> ForeignKeys, List<SnapshotCheck> Checks)
{
    public static SnapshotTable Of(ITable table) => new(
        table.Name,
        [.. table.Columns.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => new SnapshotColumn(c.Name, c.StoreType, c.IsNullable, c.DefaultValueSql))],
        SnapshotKey.Of(table.PrimaryKey!),
        [.. table.UniqueConstraints.Where(k => !k.GetIsPrimaryKey()).OrderBy(k => k.Name, StringComparer.Ordinal).Select(SnapshotKey.Of)],
        [.. table.Indexes.OrderBy(i => i.Name, StringComparer.Ordinal).Select(SnapshotIndex.Of)],
        [.. table.ForeignKeyConstraints.OrderBy(f => f.Name, StringComparer.Ordinal).Select(SnapshotForeignKey.Of)],
        [.. table.CheckConstraints.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => new SnapshotCheck(c.Name!, c.Sql))]);
}

internal sealed record SnapshotColumn(string Name, string Type, bool Nullable, string? Default);

internal sealed record SnapshotKey(string Name, List<string> Columns)
{
    public static SnapshotKey Of(IUniqueConstraint key) => new(key.Name, [.. key.Columns.Select(c => c.Name)]);
}

internal sealed record SnapshotIndex(string Name, List<string> Columns, bool Unique, List<bool>? Descending, string? Filter)
{
    public static SnapshotIndex Of(ITableIndex index) =>
        new(index.Name, [.. index.Columns.Select(c => c.Name)], index.IsUnique, index.IsDescending?.ToList(), index.Filter);
}

internal sealed record SnapshotForeignKey(string Name, List<string> Columns, string To, List<string> ToColumns, string OnDelete)
{
    public static SnapshotForeignKey Of(IForeignKeyConstraint key) => new(key.Name, [.. key.Columns.Select(c => c.Name)],
        key.PrincipalTable.Name, [.. key.PrincipalColumns.Select(c => c.Name)], key.OnDeleteAction.ToString());
}

internal sealed record SnapshotCheck(string Name, string Sql);
