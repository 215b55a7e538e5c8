using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Tests.Harness;

/// <summary>Very many rows, written in one go.</summary>
internal static class Copies
{
    /// <summary>Copies of one row under ids below zero: the n-th has n less the id of the row.</summary>
    /// <param name="changed">Columns that are not copied, and what they hold: SQL in which <c>n.i</c> counts and <c>o</c> is the row.</param>
    public static Task<int> Copy<T>(this AppDb db, long of, int times, params (string Column, string Value)[] changed) where T : class
    {
        var type = db.Model.FindEntityType(typeof(T))!;
        var columns = type.GetFlattenedProperties().Select(p => p.GetColumnName()).Where(c => c != "id").ToList();
        var values = columns.Select(c => changed.FirstOrDefault(x => x.Column == c).Value ?? "o." + c);
        var sql = $"""
            with recursive n(i) as (select 1 union all select i + 1 from n where i < {times})
            insert into {type.GetTableName()} (id, {string.Join(", ", columns)}) select n.i - o.id, {string.Join(", ", values)} from {type.GetTableName()} o, n where o.id = {of}
            """;
        return db.Database.ExecuteSqlRawAsync(sql);
    }
}
