using Kaki.Goods.Catalogue;
using Kaki.Goods.Merchants;
using Kaki.Goods.Orders;
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

/// <summary>A buyer reviews one thing they received: once for each order line.</summary>
internal sealed class WriteReview(AppDb db, Screen screen, RateLimit limit, TimeProvider clock)
{
    public sealed record Input(int Stars, string? Text, IReadOnlyList<Id>? Pictures);
    public sealed record Written(Id Id);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/orders/lines/{lineId}/review", async (Id lineId, Input input, Caller caller, WriteReview write) =>
            {
                var review = await write.Run(caller, lineId, input);
                return TypedResults.Created($"/api/v1/reviews/{review.Id}", review);
            })
            .WithName("writeReview").WithSummary("Review something that was received").WithTags("reviews").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    public async Task<Written> Run(Caller caller, long orderLineId, Input input)
    {
        var me = caller.Member;
        await limit.Take("review", me.ToString(), 40, TimeSpan.FromHours(1));
        await screen.Require(caller, input.Text);
        try
        {
            return await db.Write(async () =>
            {
                var line = await db.Set<OrderLine>().AsNoTracking().SingleOrDefaultAsync(l => l.Id == orderLineId && l.BuyerId == me) ?? throw Refusal.Missing();
                var part = await db.Set<SubOrder>().AsNoTracking().SingleAsync(s => s.Id == line.SubOrderId);
                if (!part.MayReview || line.Shipped == 0) throw new Refusal("goods.review.not_received");
                var pictures = await ReviewPictures.Of(db, me, input.Pictures);
                var review = new Review
                {
                    Id = db.NextId(), OrderLineId = line.Id, ProductId = line.ProductId, MerchantId = line.MerchantId, AuthorId = me, Variant = line.Variant, At = Instant.Now(clock),
                };
                review.Say(input.Stars, input.Text, pictures.Count > 0);
                db.Add(review);
                ReviewPictures.Hang(db, review.Id, pictures);
                db.Publish(new ReviewWritten(review.Id, line.ProductId, line.MerchantId, me, review.Stars));
                await Tell(db, review);
                await db.SaveChangesAsync(); // a second review of the line fails here, before anything is counted
                await db.CountReview(line.ProductId, review.Stars, +1);
                if (pictures.Count > 0) await db.CountReviewWithPictures(line.ProductId, +1);
                return new Written(review.Id);
            });
        }
        catch (DbUpdateException e) when (Unique.IsBroken(db, e))
        {
            throw new Refusal("goods.review.twice", 409);
        }
    }

    internal static async Task Tell(AppDb db, Review review, Instant? at = null)
    {
        var owners = await db.Set<Staff>().Where(s => s.MerchantId == review.MerchantId && s.Role == StaffRole.Owner).Select(s => s.MemberId).Order().Take(10).ToListAsync();
        foreach (var owner in owners)
            db.Publish(new NoticeDue(owner, NoticeKind.Review, review.AuthorId, Under(review), ReplyToReview.Excerpt(review.Text), at, Said(review)));
    }

    /// <summary>It was hidden: the shop's notices no longer say what it said.</summary>
    internal static void Gone(AppDb db, Review review) => db.Publish(Withdrawn(review));

    /// <summary>It is there again.</summary>
    internal static void Back(AppDb db, Review review) => db.Publish(Withdrawn(review) with { Back = true });

    /// <summary>The shop, told what it says now.</summary>
    internal static void Changed(AppDb db, Review review, string was)
    {
        if (review.Text != was) db.Publish(new WordsChanged(Said(review), Under(review), review.AuthorId, ReplyToReview.Excerpt(was), ReplyToReview.Excerpt(review.Text)));
    }

    private static WordsWithdrawn Withdrawn(Review review) => new(Said(review), Under(review), review.AuthorId, review.At);

    private static string Said(Review review) => $"review:{new Id(review.Id)}";

    private static string Under(Review review) => $"product:{new Id(review.ProductId)}";
}
