using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Kaki.Kernel.Data;

/// <summary>Which unique index a failed save broke, by its name in the model, the same on both databases.</summary>
public static class Unique
{
    private const int SqliteUnique = 2067, SqlitePrimaryKey = 1555;

    /// <returns>The index or key name, or null where the save failed for another reason.</returns>
    public static string? Broken(AppDb db, DbUpdateException failure) => failure.InnerException switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } p => p.ConstraintName,
        SqliteException { SqliteExtendedErrorCode: SqliteUnique or SqlitePrimaryKey } s => ByColumns(db, s.Message),
        _ => null,
    };

    public static bool IsBroken(AppDb db, DbUpdateException failure) => Broken(db, failure) is not null;

    // "UNIQUE constraint failed: t.a, t.b"
    private static string? ByColumns(AppDb db, string message)
    {
        var list = message[(message.IndexOf("failed: ", StringComparison.Ordinal) + 8)..].TrimEnd('\'', '.', ' ').Split(", ");
        var table = list[0].Split('.')[0];
        var columns = list.Select(c => c.Split('.')[1]).ToHashSet();
        var found = db.Model.GetRelationalModel().Tables.SingleOrDefault(t => t.Name == table);
        return found?.Indexes.FirstOrDefault(i => columns.SetEquals(i.Columns.Select(c => c.Name)))?.Name
            ?? found?.UniqueConstraints.FirstOrDefault(k => columns.SetEquals(k.Columns.Select(c => c.Name)))?.Name
            ?? table;
    }
}
