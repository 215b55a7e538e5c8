using Kaki.Goods.Merchants;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Kaki.Trust.Limits;
using Kaki.Trust.Screening;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Reviews;

/// <summary>The shop answers a review of its goods; answering again replaces the answer.</summary>
internal sealed class ReplyToReview(AppDb db, Seats seats, Screen screen, RateLimit limit, TimeProvider clock)
{
    public sealed record Input(string? Text);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/api/v1/office/reviews/{id}/reply", async (Id id, Input input, Caller caller, ReplyToReview reply) => { await reply.Run(caller, id, input.Text); return TypedResults.NoContent(); })
            .WithName("replyToReview").WithSummary("Answer a review of the shop's goods").WithTags("office").ProducesProblem(404).ProducesProblem(422);

    public async Task Run(Caller caller, long id, string? text)
    {
        await limit.Take("review.reply", caller.Member.ToString(), 240, TimeSpan.FromHours(1));
        await screen.Require(caller, text);
        await db.Write(async () =>
        {
            var seat = await seats.Of(caller);
            var review = await db.Set<Review>().SingleOrDefaultAsync(r => r.Id == id && r.MerchantId == seat.ShopId) ?? throw Refusal.Missing();
            var first = review.RepliedAt is null;
            review.Answer(seat.MemberId, text, Instant.Now(clock));
            if (first) db.Publish(new NoticeDue(review.AuthorId, NoticeKind.ReviewReply, seat.MemberId, $"product:{new Id(review.ProductId)}", Excerpt(review.Reply!)));
        });
    }

    internal static string Excerpt(string text) => text.CutTo(80);
}
