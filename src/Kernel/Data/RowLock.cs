using Microsoft.EntityFrameworkCore;

namespace Kaki.Kernel.Data;

/// <summary>For rules over several rows: whoever locks the row they hang on first has what the others wrote before it.</summary>
public static class RowLock
{
    /// <summary>
    /// Inside a <see cref="AppDb.Write(Func{Task}, CancellationToken)"/>, before what the rule is about is read: waits until nobody else holds the row, and holds it until the commit.
    /// Rows that only point to it can still be added. On SQLite the write transaction is lock enough.
    /// </summary>
    public static async Task Lock<T>(this AppDb db, long id) where T : class
    {
        if (db.Provider == Provider.Sqlite) return;
        var sql = $"select 1 from {db.Model.FindEntityType(typeof(T))!.GetTableName()} where id = {{0}} for no key update";
        await db.Database.ExecuteSqlRawAsync(sql, id);
    }
}
