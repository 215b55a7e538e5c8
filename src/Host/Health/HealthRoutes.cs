using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Host.Health;

/// <summary>For whatever watches the process: alive, and ready to be sent requests.</summary>
internal static class HealthRoutes
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Text("alive")).ExcludeFromDescription();
        routes.MapGet("/health/ready", Ready).ExcludeFromDescription();
        routes.MapGet("/metrics", (Metrics metrics) => Results.Text(metrics.Text(), "text/plain; version=0.0.4; charset=utf-8")).ExcludeFromDescription();
    }

    private static async Task<IResult> Ready(AppDb db, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            await db.Database.ExecuteSqlRawAsync("select 1", limit.Token);
            return Results.Text("ready");
        }
        catch (Exception e) when (e is OperationCanceledException or System.Data.Common.DbException)
        {
            return Results.Text("the database does not answer", statusCode: 503);
        }
    }
}
