using Kaki.Goods.Catalogue;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Kaki.Trust.Auditing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Reviews;

internal enum ReviewMeasure { Hide, ShowAgain, ClearReports }

/// <summary>A moderator hides a review, shows it again, or finds a reported one in order. A hidden one counts for nothing. Its author is told what and why, never by whom.</summary>
internal sealed class ModerateReview(AppDb db)
{
    public const string Hid = "review.hide";

    /// <param name="Why">Needed to hide and to show again; the author reads it.</param>
    public sealed record Input(ReviewMeasure Measure, string? Why);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/reviews/{id}/moderation", async (Id id, Input input, Caller caller, ModerateReview moderate) => { await moderate.Run(caller, id, input); return TypedResults.NoContent(); })
            .WithName("moderateReview").WithSummary("Hide a review, show it again, or settle its reports (moderators)").WithTags("moderation").ProducesProblem(403).ProducesProblem(404);

    public Task Run(Caller caller, Id id, Input input)
    {
        caller.Require(Rights.Moderate);
        var why = Reason.Checked(input.Why, needed: input.Measure != ReviewMeasure.ClearReports);
        return db.Write(async () =>
        {
            var review = await db.Set<Review>().SingleOrDefaultAsync(r => r.Id == id.Value) ?? throw Refusal.Missing();
            if (await Take(review, input.Measure, why)) Audit.Add(db, caller, ActOf(input.Measure), $"review:{id}", why.Length == 0 ? null : why);
        });
    }

    /// <returns>False where nothing was left to do: two moderators decided alike.</returns>
    private async Task<bool> Take(Review review, ReviewMeasure measure, string why)
    {
        switch (measure)
        {
            case ReviewMeasure.Hide when review.State == ReviewState.Shown:
                review.Hide();
                Tell(review, NoticeKind.TakenDown, why);
                WriteReview.Gone(db, review);
                await Count(review, -1);
                await Settle(review);
                return true;
            case ReviewMeasure.ShowAgain when review.State == ReviewState.Hidden:
                review.ShowAgain();
                Tell(review, NoticeKind.Restored, why);
                WriteReview.Back(db, review);
                await Count(review, +1);
                return true;
            case ReviewMeasure.ClearReports:
                return await Settle(review) > 0;
            default:
                return false;
        }
    }

    // Of the review itself: who bought a thing twice has two of it, each with its own reason.
    private void Tell(Review review, NoticeKind kind, string why) =>
        db.Publish(new NoticeDue(review.AuthorId, kind, null, $"review:{new Id(review.Id)}", NoticeDue.Because(why, review.Text)));

    // The review before its product, as where its author changes it: two who hold what the other wants would wait in a ring.
    private async Task Count(Review review, int by)
    {
        await db.SaveChangesAsync();
        await db.CountReview(review.ProductId, review.Stars, by);
        if (review.HasPictures) await db.CountReviewWithPictures(review.ProductId, by);
        foreach (var picture in await db.Set<ReviewPicture>().Where(p => p.ReviewId == review.Id).Select(p => p.PictureId).ToListAsync()) db.Publish(new PictureUseChanged(picture));
    }

    private Task<int> Settle(Review review) => db.Set<ReviewReport>().Where(r => r.ReviewId == review.Id).ExecuteDeleteAsync();

    private static string ActOf(ReviewMeasure measure) => measure switch { ReviewMeasure.Hide => Hid, ReviewMeasure.ShowAgain => "review.show_again", _ => "review.clear_reports" };
}
