using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Kaki.Trust.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Reviews;

/// <summary>A reader says that a review helped, or takes it back. One's own never counts.</summary>
internal sealed class MarkHelpful(AppDb db, PeopleReads people, RateLimit limit, TimeProvider clock)
{
    public sealed record Counted(int Count);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/reviews/{id}/helpful").WithTags("reviews");
        group.MapPut("", async (Id id, Caller caller, MarkHelpful mark) => TypedResults.Ok(await mark.Run(caller, id, true))).WithName("markHelpful").WithSummary("This review helped me").ProducesProblem(422);
        group.MapDelete("", async (Id id, Caller caller, MarkHelpful mark) => TypedResults.Ok(await mark.Run(caller, id, false))).WithName("unmarkHelpful").WithSummary("Take that back");
        routes.MapPost("/reviews/{id}/helpful", async (Id id, HttpContext http, MarkHelpful mark) => { await mark.Toggle(http.Caller(), id); return http.Back("/goods"); }).ExcludeFromDescription();
    }

    public async Task<Counted> Toggle(Caller caller, long id)
    {
        var me = caller.Member;
        return await Run(caller, id, !await db.Set<ReviewHelpful>().AnyAsync(h => h.ReviewId == id && h.MemberId == me));
    }

    public async Task<Counted> Run(Caller caller, long id, bool on)
    {
        var me = caller.Member;
        await limit.Take("helpful", me.ToString(), 120, TimeSpan.FromMinutes(10));
        var now = Instant.Now(clock);
        return await db.Write(async () =>
        {
            var review = await db.Set<Review>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.State == ReviewState.Shown) ?? throw Refusal.Missing();
            if (on && await people.IsBlockedBetween(me, review.AuthorId)) throw Refusal.Missing();
            if (review.AuthorId == me) throw new Refusal("goods.review.own");
            // Its own SQL: on both databases the second of two clicks at once changes nothing and fails nothing.
            var changed = on
                ? await db.Database.ExecuteSqlAsync($"insert into goods_review_helpful(review_id, member_id, at) values ({id}, {me}, {now.Micros}) on conflict do nothing")
                : await db.Set<ReviewHelpful>().Where(h => h.ReviewId == id && h.MemberId == me).ExecuteDeleteAsync();
            if (changed > 0)
                await db.Set<Review>().Where(r => r.Id == id).ExecuteUpdateAsync(s => s.SetProperty(r => r.Helpful, r => r.Helpful + (on ? 1 : -1)));
            return new Counted(await db.Set<Review>().Where(r => r.Id == id).Select(r => r.Helpful).SingleAsync());
        });
    }
}
