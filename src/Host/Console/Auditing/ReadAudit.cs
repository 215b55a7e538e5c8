using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Paging;
using Kaki.Trust.Auditing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Host.Desk.Auditing;

/// <summary>What people with power did, newest first; by person, act or thing.</summary>
internal sealed class ReadAudit(AppDb db)
{
    private const int PageSize = 50;

    /// <param name="Who">A handle.</param>
    /// <param name="Act">The beginning of an act's name: "note." finds "note.take_down".</param>
    public sealed record Filter(string? Who = null, string? Act = null, string? Thing = null);

    public sealed record Line(Id Id, string Who, string Act, string Thing, string? Why, Instant At);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/audit",
            async (Caller caller, ReadAudit audit, string? who = null, string? act = null, string? thing = null, Cursor? after = null) => TypedResults.Ok(await audit.Run(caller, new(who, act, thing), after)))
        .WithName("listAudit").WithSummary("What operators and moderators did (operators)").WithTags("operators");

    public async Task<Page<Line>> Run(Caller caller, Filter filter, Cursor? after)
    {
        caller.Require(Rights.Operate);
        var lines = db.Set<AuditLine>().AsNoTracking();
        if (Given(filter.Who)?.TrimStart('@').ToLowerInvariant() is { } who) lines = lines.Where(a => a.Who == who);
        if (Given(filter.Act) is { } act) lines = lines.Where(a => a.Act.StartsWith(act));
        if (Given(filter.Thing) is { } thing) lines = lines.Where(a => a.Thing == thing);
        if (after is { } cursor) lines = lines.Where(a => a.Id < cursor.Id);
        var rows = await lines.OrderByDescending(a => a.Id).Take(PageSize + 1).Select(a => new Line(a.Id, a.Who, a.Act, a.Thing, a.Why, a.At)).ToListAsync();
        return Page<Line>.Of(rows, PageSize, r => new Cursor(0, r.Id));
    }

    private static string? Given(string? text) => text?.Trim() is { Length: > 0 and <= 80 } given ? given : null;
}
