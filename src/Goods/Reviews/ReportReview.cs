using Kaki.Kernel;
using Kaki.Kernel.Activity;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;
using Kaki.Trust.Limits;
using Kaki.Trust.Screening;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Reviews;

/// <summary>A member tells the moderators that a review does not belong here; once each (<see cref="ReviewsToModerate"/>).</summary>
internal sealed class ReportReview(AppDb db, Screen screen, RateLimit limit, TimeProvider clock)
{
    private const int Longest = 300;

    public sealed record Input(string? Why);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/reviews/{id}/reports", async (Id id, Input input, Caller caller, ReportReview report) => { await report.Run(caller, id, input.Why); return TypedResults.NoContent(); })
            .WithName("reportReview").WithSummary("Report a review to the moderators").WithTags("reviews").ProducesProblem(404).ProducesProblem(422);
        routes.MapPost("/reviews/{id}/report", async (Id id, [FromForm] string? why, HttpContext http, ReportReview report) => { await report.Run(http.Caller(), id, why); return http.Back("/goods"); })
            .DisableAntiforgery().ExcludeFromDescription();
    }

    public async Task Run(Caller caller, long id, string? why)
    {
        var me = caller.Member;
        var text = (why ?? "").Trim();
        if (text.Length is 0 or > Longest || text.Contains('\0')) throw Refusal.Invalid("why", "goods.report.length", Longest);
        await screen.Require(caller, text);
        await limit.Take("report", me.ToString(), 20, TimeSpan.FromHours(1));
        try
        {
            await db.Write(() => Report(caller, me, id, text));
        }
        catch (DbUpdateException e) when (Unique.IsBroken(db, e))
        {
            // Another click said it at the same moment.
        }
    }

    private async Task Report(Caller caller, long me, long id, string text)
    {
        if (!await db.Set<Review>().AnyAsync(r => r.Id == id && r.State == ReviewState.Shown)) throw Refusal.Missing();
        if (await db.Set<ReviewReport>().AnyAsync(r => r.ReviewId == id && r.MemberId == me)) return;
        db.Add(new ReviewReport { Id = db.NextId(), ReviewId = id, MemberId = me, Why = text, At = Instant.Now(clock) });
        db.Journal(caller, clock, "report", $"review:{new Id(id)}");
    }
}
