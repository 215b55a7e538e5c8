using System.Data.Common;
using Kaki.Kernel.Refusals;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Kaki.Kernel.Data;

/// <summary>
/// Text with a NUL or half a character (a lone surrogate) in it is turned away before it is asked for or written: PostgreSQL cannot hold
/// it and would break on it, SQLite would keep it. It comes only from programs that mean harm or are broken, so one place for all of them is enough.
/// </summary>
internal sealed class WholeText : DbCommandInterceptor
{
    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData data, InterceptionResult<DbDataReader> result) { Look(command); return result; }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData data, InterceptionResult<DbDataReader> result, CancellationToken cancel = default) { Look(command); return new(result); }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData data, InterceptionResult<int> result) { Look(command); return result; }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData data, InterceptionResult<int> result, CancellationToken cancel = default) { Look(command); return new(result); }

    private static void Look(DbCommand command)
    {
        foreach (DbParameter parameter in command.Parameters)
            if (parameter.Value is string text && !IsWhole(text) || parameter.Value is IEnumerable<string> texts && texts.Any(t => t is not null && !IsWhole(t))) throw new Refusal("body.malformed", 400);
    }

    private static bool IsWhole(ReadOnlySpan<char> text)
    {
        if (text.Contains('\0')) return false;
        for (int at; (at = text.IndexOfAnyInRange('\ud800', '\udfff')) >= 0; text = text[(at + 2)..])
            if (!char.IsHighSurrogate(text[at]) || at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1])) return false;
        return true;
    }
}
