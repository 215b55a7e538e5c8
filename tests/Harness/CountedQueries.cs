using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Kaki.Tests.Harness;

/// <summary>Writes down what a request that carries <see cref="Header"/> asks of the database.</summary>
internal sealed class CountedQueries : DbCommandInterceptor, IStartupFilter
{
    public const string Header = "X-Test-Count";
    private static readonly ConcurrentDictionary<string, ConcurrentQueue<string>> Asked = new();
    private static readonly AsyncLocal<ConcurrentQueue<string>?> Now = new();

    public static IReadOnlyList<string> Of(string name) => Asked.TryGetValue(name, out var asked) ? [.. asked] : [];

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (http, go) =>
        {
            if (http.Request.Headers[Header].ToString() is { Length: > 0 } name) Now.Value = Asked.GetOrAdd(name, _ => new());
            await go(http);
        });
        next(app);
    };

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData data, InterceptionResult<DbDataReader> result) { Note(command); return result; }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData data, InterceptionResult<DbDataReader> result, CancellationToken cancel = default) { Note(command); return new(result); }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData data, InterceptionResult<int> result) { Note(command); return result; }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData data, InterceptionResult<int> result, CancellationToken cancel = default) { Note(command); return new(result); }

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData data, InterceptionResult<object> result) { Note(command); return result; }

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(DbCommand command, CommandEventData data, InterceptionResult<object> result, CancellationToken cancel = default) { Note(command); return new(result); }

    private static void Note(DbCommand command) => Now.Value?.Enqueue(command.CommandText);
}
