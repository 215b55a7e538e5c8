using Kaki.Goods.Catalogue;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Kaki.Trust.Limits;
using Kaki.Trust.Screening;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Reviews;

/// <summary>The author changes a review within 30 days; what it said before stays readable.</summary>
internal sealed class ChangeReview(AppDb db, Screen screen, RateLimit limit, TimeProvider clock)
{
    private const int MostEdits = 100;

    public sealed record Wording(int Stars, string Text, Instant At);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/api/v1/reviews/{id}", async (Id id, WriteReview.Input input, Caller caller, ChangeReview change) => { await change.Run(caller, id, input); return TypedResults.NoContent(); })
            .WithName("changeReview").WithSummary("Change one's own review, within 30 days").WithTags("reviews").ProducesProblem(400).ProducesProblem(404).ProducesProblem(422);
        routes.MapGet("/api/v1/reviews/{id}/history", async (Id id, Caller caller, ChangeReview change, ListReviews list) => TypedResults.Ok(await change.History(await list.One(caller, id))))
            .WithName("listReviewHistory").WithSummary("What a review said before, newest first").WithTags("reviews").ProducesProblem(404);
    }

    public async Task Run(Caller caller, long id, WriteReview.Input input)
    {
        var me = caller.Member;
        await limit.Take("review.change", me.ToString(), 60, TimeSpan.FromHours(1));
        await screen.Require(caller, input.Text);
        await db.Write(async () =>
        {
            var review = await db.Set<Review>().SingleOrDefaultAsync(r => r.Id == id && r.AuthorId == me && r.State == ReviewState.Shown) ?? throw Refusal.Missing();
            var (stars, pictured, was) = (review.Stars, review.HasPictures, review.Text);
            var pictures = await ReviewPictures.Of(db, me, input.Pictures);
            if (await db.Set<ReviewEdit>().CountAsync(e => e.ReviewId == id) >= MostEdits) throw new Refusal("goods.review.closed");
            db.Add(review.Change(db.NextId(), input.Stars, input.Text, pictures.Count > 0, Instant.Now(clock)));
            WriteReview.Changed(db, review, was);
            db.LetGo(await db.Set<ReviewPicture>().Where(p => p.ReviewId == id).Select(p => p.PictureId).ToListAsync(), pictures.Select(p => p.Id));
            await db.Set<ReviewPicture>().Where(p => p.ReviewId == id).ExecuteDeleteAsync();
            ReviewPictures.Hang(db, id, pictures);
            await db.SaveChangesAsync();
            if (stars != review.Stars)
            {
                await db.CountReview(review.ProductId, stars, -1);
                await db.CountReview(review.ProductId, review.Stars, +1);
            }
            if (pictured != review.HasPictures) await db.CountReviewWithPictures(review.ProductId, pictured ? -1 : +1);
        });
    }

    /// <param name="of">As the caller may read it.</param>
    private async Task<IReadOnlyList<Wording>> History(ReviewView of) =>
        await db.Set<ReviewEdit>().Where(e => e.ReviewId == of.Id.Value).OrderByDescending(e => e.Id).Take(MostEdits).Select(e => new Wording(e.Stars, e.Text, e.At)).ToListAsync();
}
