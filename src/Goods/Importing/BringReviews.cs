using Kaki.Goods.Catalogue;
using Kaki.Goods.Orders;
using Kaki.Goods.Reviews;
using Kaki.Goods.Stock;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Imports;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods;

/// <summary>A purchase of one piece, received, with what its buyer said of it afterwards, if anything.</summary>
public sealed record PurchaseToBring(string Name, long BuyerId, long SkuId, Instant PlacedAt)
{
    /// <summary>paid, shipped or received; only what was received can be reviewed.</summary>
    public string Stage { get; init; } = "received";
    public int? Stars { get; init; }
    public string? Text { get; init; }
    public string? Reply { get; init; }
}

/// <summary>Brings purchases and their reviews in; the pieces sold are put on the shelf first, so what lies there stays what it was.</summary>
public sealed class BringReviews
{
    private readonly AppDb db;
    private readonly BroughtBook book;
    private readonly StockBook stock;
    private readonly DemoOrders orders;

    internal BringReviews(AppDb db, BroughtBook book, StockBook stock, DemoOrders orders) => (this.db, this.book, this.stock, this.orders) = (db, book, stock, orders);

    public Task<Dictionary<string, long>> Known(string source) => book.Of(source, "purchase");

    /// <returns>The order's id.</returns>
    public Task<long> Run(string source, PurchaseToBring bring) => db.Write(async () =>
    {
        await stock.Receive(bring.SkuId, 1, 0);
        var (order, lines) = await orders.DemoOrder(bring.BuyerId, [(bring.SkuId, 1)], bring.PlacedAt, bring.Stage);
        book.Add(source, "purchase", bring.Name, order);
        if (bring.Stars is { } stars) await Review(lines[0].Line, bring, stars);
        return order;
    });

    private async Task Review(long lineId, PurchaseToBring bring, int stars)
    {
        var line = await db.Set<OrderLine>().AsNoTracking().SingleAsync(l => l.Id == lineId);
        var review = new Review { Id = db.NextId(), OrderLineId = lineId, ProductId = line.ProductId, MerchantId = line.MerchantId, AuthorId = bring.BuyerId, Variant = line.Variant, At = bring.PlacedAt.Plus(TimeSpan.FromDays(4)) };
        review.Say(stars, bring.Text is { Length: > Reviews.Review.LongestText } ? bring.Text[..Reviews.Review.LongestText] : bring.Text, hasPictures: false);
        if (bring.Reply is not null) review.Answer(0, bring.Reply, review.At.Plus(TimeSpan.FromHours(20)));
        db.Add(review);
        await db.SaveChangesAsync();
        await db.CountReview(line.ProductId, stars, +1);
    }
}
