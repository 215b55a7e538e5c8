using Kaki.Goods.Catalogue;
using Kaki.Goods.Merchants;
using Kaki.Goods.Orders;
using Kaki.Goods.Reviews;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Imports;
using Kaki.People;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods;

/// <summary>A purchase of one piece, received, with what its buyer said of it afterwards, if anything.</summary>
public sealed record PurchaseToBring(string Name, long BuyerId, long SkuId, Instant PlacedAt)
{
    /// <summary>paid, shipped, received or done; only what was received can be reviewed.</summary>
    public PastStage Stage { get; init; } = PastStage.Received;
    public int? Stars { get; init; }
    public string? Text { get; init; }
    public string? Reply { get; init; }

    /// <summary>Whom the review helped.</summary>
    public IReadOnlyList<long> HelpfulTo { get; init; } = [];

    /// <summary>What was done since then is told to whom it concerns, as in life; null: nothing.</summary>
    public Instant? TellSince { get; init; }
}

/// <summary>Brings purchases and their reviews in under the names their source gave them.</summary>
public sealed class BringReviews
{
    private readonly AppDb db;
    private readonly BroughtBook book;
    private readonly PastOrders orders;

    internal BringReviews(AppDb db, BroughtBook book, PastOrders orders) => (this.db, this.book, this.orders) = (db, book, orders);

    public Task<Dictionary<string, long>> Known(string source) => book.Of(source, "purchase");

    /// <summary>All of them or, when one fails, none. Good for a few hundred at a time.</summary>
    public Task Run(string source, IReadOnlyList<PurchaseToBring> purchases) => db.Write(async () =>
    {
        var lines = await orders.Singles([.. purchases.Select(p => new PastPurchase(p.BuyerId, p.SkuId, p.PlacedAt, p.Stage))]);
        var said = purchases.Zip(lines).Where(p => p.First.Stars is not null).ToList();
        foreach (var (purchase, line) in purchases.Zip(lines)) await Tell(purchase, line);
        foreach (var (purchase, line) in said) await Tell(purchase, Review(purchase, line));
        foreach (var (purchase, line) in purchases.Zip(lines)) book.Add(source, "purchase", purchase.Name, line.OrderId);
        await db.SaveChangesAsync();
        foreach (var (counted, by) in said.CountBy(s => (s.Second.ProductId, s.First.Stars!.Value)).OrderBy(c => c.Key)) await db.CountReview(counted.ProductId, counted.Value, by);
    });

    // The shop hears of the money and of the parcel's arrival, the buyer of its leaving.
    private async Task Tell(PurchaseToBring bring, OrderLine line)
    {
        if (bring.TellSince is not { } since) return;
        var steps = db.Set<OrderStep>().Local.Where(s => s.OrderId == line.OrderId && s.At >= since).OrderBy(s => s.At).ToList();
        foreach (var step in steps)
        {
            if (step.Kind == StepKind.Paid) await db.TellShops([line.MerchantId], NoticeKind.OrderPaid, bring.BuyerId, line.OrderId, at: step.At);
            if (step.Kind == StepKind.Shipped) db.TellBuyer(bring.BuyerId, NoticeKind.OrderShipped, line.OrderId, step.Why.Split(' ')[^1], step.At);
            if (step.Kind == StepKind.Received) await db.TellShops([line.MerchantId], NoticeKind.OrderReceived, bring.BuyerId, line.OrderId, at: step.At);
        }
    }

    private async Task Tell(PurchaseToBring bring, Review review)
    {
        if (review.At >= bring.TellSince) await WriteReview.Tell(db, review, review.At);
        if (review.RepliedAt is not { } answered || !(answered >= bring.TellSince)) return;
        var owner = await db.Set<Staff>().Where(s => s.MerchantId == review.MerchantId && s.Role == StaffRole.Owner).OrderBy(s => s.Id).Select(s => s.MemberId).FirstAsync();
        db.Publish(new NoticeDue(review.AuthorId, NoticeKind.ReviewReply, owner, $"product:{new Id(review.ProductId)}", ReplyToReview.Excerpt(review.Reply!), answered));
    }

    private Review Review(PurchaseToBring bring, OrderLine line)
    {
        var review = new Review { Id = db.NextId(), OrderLineId = line.Id, ProductId = line.ProductId, MerchantId = line.MerchantId, AuthorId = bring.BuyerId, Variant = line.Variant, At = bring.PlacedAt.Plus(TimeSpan.FromDays(4)) };
        review.Say(bring.Stars!.Value, bring.Text?.CutTo(Reviews.Review.LongestText), hasPictures: false);
        if (bring.Reply is not null) review.Answer(0, bring.Reply, review.At.Plus(TimeSpan.FromHours(20)));
        db.Add(review);
        var helped = bring.HelpfulTo.Where(m => m != bring.BuyerId).Distinct().ToList();
        foreach (var member in helped) db.Add(new ReviewHelpful { ReviewId = review.Id, MemberId = member, At = review.At });
        db.Entry(review).Property(r => r.Helpful).CurrentValue = helped.Count;
        return review;
    }
}
