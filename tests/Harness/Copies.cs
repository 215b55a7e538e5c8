using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Tests.Harness;

/// <summary>Very many rows, written in one go.</summary>
internal static class Copies
{
    /// <summary>So far before its row a copy's id lies: days, where nothing else of a run is.</summary>
    private const long Back = 1_000_000_000_000_000;

    /// <summary>Ids below this are of that row's copies.</summary>
    public static long Until(long of) => of - Back / 2;

    /// <summary>The same of a column that leads to another copied row, in SQL.</summary>
    public static string Of(string column) => $"o.{column} - {Back} + n.i";

    /// <summary>Copies of one row under ids of days before it.</summary>
    /// <param name="changed">Columns that are not copied, and what they hold: SQL in which <c>n.i</c> counts and <c>o</c> is the row.</param>
    public static async Task Copy<T>(this AppDb db, long of, int times, params (string Column, string Value)[] changed) where T : class
    {
        var type = db.Model.FindEntityType(typeof(T))!;
        var columns = type.GetFlattenedProperties().Select(p => p.GetColumnName()).Where(c => c != "id").ToList();
        var values = columns.Select(c => changed.FirstOrDefault(x => x.Column == c).Value ?? "o." + c);
        var sql = $"""
            with recursive n(i) as (select 1 union all select i + 1 from n where i < {times})
            insert into {type.GetTableName()} (id, {string.Join(", ", columns)}) select {Of("id")}, {string.Join(", ", values)} from {type.GetTableName()} o, n where o.id = {of}
            """;
        using var held = await db.EnterGate();
        await db.Database.ExecuteSqlRawAsync(sql);
    }
}
