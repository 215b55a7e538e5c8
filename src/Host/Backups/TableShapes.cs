using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Kaki.Host.Backups;

/// <summary>A table of the model: its columns by kind, and its key, by which rows are ordered.</summary>
internal sealed record TableShape(string Name, IReadOnlyList<ColumnShape> Columns, IReadOnlyList<string> Key);

internal static class TableShapes
{
    // Leases belong to processes, not to the site. What opens a door, or repeats an answer that somebody got, may have been ended since: a restored site asks everybody to sign in again.
    public static readonly string[] LeftOut = ["kernel_nodes", "kernel_answers", "people_sessions", "people_mail_tokens", "people_challenges"];

    /// <summary>Every table of the model, those pointed to before those that point.</summary>
    public static IReadOnlyList<TableShape> Of(AppDb db)
    {
        var tables = db.Model.GetRelationalModel().Tables.Where(t => !LeftOut.Contains(t.Name)).OrderBy(t => t.Name, StringComparer.Ordinal).ToList();
        var ordered = new List<ITable>();
        var entered = new HashSet<ITable>();
        foreach (var table in tables) Enter(table, ordered, entered);
        return [.. ordered.Select(Shape)];
    }

    private static void Enter(ITable table, List<ITable> ordered, HashSet<ITable> entered)
    {
        if (!entered.Add(table)) return;
        foreach (var key in table.ForeignKeyConstraints) Enter((ITable)key.PrincipalTable, ordered, entered);
        ordered.Add(table);
    }

    private static TableShape Shape(ITable table) => new(
        table.Name,
        [.. table.Columns.Select(c => new ColumnShape(c.Name, KindOf(table, c)))],
        [.. (table.PrimaryKey?.Columns ?? table.Columns).Select(c => c.Name)]);

    private static ColumnKind KindOf(ITable table, IColumn column)
    {
        var type = Nullable.GetUnderlyingType(column.ProviderClrType) ?? column.ProviderClrType;
        return type == typeof(long) || type == typeof(int) || type == typeof(short) || type == typeof(byte) ? ColumnKind.Integer
            : type == typeof(double) || type == typeof(float) ? ColumnKind.Number
            : type == typeof(bool) ? ColumnKind.Boolean
            : type == typeof(string) ? ColumnKind.Text
            : type == typeof(byte[]) ? ColumnKind.Bytes
            : throw new NotSupportedException($"{table.Name}.{column.Name} is of {type.Name}, which backups cannot carry.");
    }
}
