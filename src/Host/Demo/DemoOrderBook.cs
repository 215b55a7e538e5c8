using Kaki.Goods.Orders;
using Kaki.Goods;
using Kaki.Kernel;

namespace Kaki.Host.Demo;

/// <summary>A month of orders: one for every review, and as many again by people who said nothing, some still on their way.</summary>
internal sealed class DemoOrderBook(IServiceScopeFactory scopes, DemoContent content, Dictionary<string, long> people, Instant now, TextWriter to)
{
    private const int Quiet = 120, AtOnce = 50;

    public async Task Run(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var skus = await scope.ServiceProvider.GetRequiredService<BringGoods>().Known(FillWithDemo.Source, "sku");
        var bring = scope.ServiceProvider.GetRequiredService<BringReviews>();
        var known = await bring.Known(FillWithDemo.Source);
        var fresh = content.Reviews.Select((r, i) => Reviewed(r, i, skus)).Concat(Enumerable.Range(0, Quiet).Select(i => Unsaid(i, skus))).Where(p => !known.ContainsKey(p.Name)).ToList();
        var progress = new Progress("Placing orders  ", fresh.Count, to);
        foreach (var some in fresh.Chunk(AtOnce))
        {
            cancel.ThrowIfCancellationRequested();
            await bring.Run(FillWithDemo.Source, some);
            progress.Add(some.Length);
        }
    }

    private PurchaseToBring Reviewed(DemoReview review, int index, Dictionary<string, long> skus) =>
        new($"review/{index}", people[review.By], Sku(review.Product, review.Sku, skus), Ago(review.DaysAgo + 4)) { Stars = review.Stars, Text = review.Text, Reply = review.Reply, TellSince = now.Minus(FillWithDemo.Told) };

    private PurchaseToBring Unsaid(int index, Dictionary<string, long> skus)
    {
        var seed = DemoPictures.Seed($"order/{index}");
        var product = content.Products[(int)(seed % content.Products.Count)];
        var buyers = content.Members.Where(m => m.Shop is null).ToList();
        var days = 0.2 + seed % 300 / 10.0;
        return new($"order/{index}", people[buyers[(int)(seed / 7 % buyers.Count)].Handle], Sku(product.Slug, (int)(seed / 13 % product.Skus.Length), skus), Ago(days))
        {
            TellSince = now.Minus(FillWithDemo.Told),
            Stage = days < 1.5 ? PastStage.Paid : days < 5 ? PastStage.Shipped : PastStage.Received,
        };
    }

    private long Sku(string product, int index, Dictionary<string, long> skus)
    {
        var variants = content.Products.Single(p => p.Slug == product).Skus;
        return skus[$"{product}/{string.Join('-', variants[Math.Clamp(index, 0, variants.Length - 1)].Values)}"];
    }

    private Instant Ago(double days) => now.Minus(TimeSpan.FromDays(days));
}
