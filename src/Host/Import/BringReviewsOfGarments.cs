using Kaki.Goods.Orders;
using Kaki.Goods;
using Kaki.Host.Import.Reading;
using Kaki.People;

namespace Kaki.Host.Import;

/// <summary>A purchase for every review, by shoppers made for it: who reviews has bought and received.</summary>
internal sealed class BringReviewsOfGarments(Bringing bringing)
{
    private const int AtOnce = 200;
    private const int Shoppers = 2399; // prime, so that any stride meets each of them once before it meets one again
    private const double FirstDaysAgo = 340, LastDaysAgo = 6;

    public async Task<IReadOnlyList<long>> Run(GarmentReviews reviews)
    {
        var buyers = reviews.Rows.Zip(Buyers(reviews.Rows)).Select(p => (Row: p.First, Buyer: p.Second)).ToList();
        var crowd = buyers.Select(b => b.Buyer).Distinct().Order().ToList();
        var ids = await new BringMembers(bringing).Run([.. crowd.Select(Shopper)]);
        var people = crowd.Select(n => ids[Handle(n)]).ToList();
        await Purchases(reviews, buyers, crowd, people);
        return people;
    }

    private async Task Purchases(GarmentReviews reviews, List<(Row<GarmentReview> Row, int Buyer)> buyers, List<int> crowd, List<long> people)
    {
        var skus = await bringing.Known("sku");
        var known = await bringing.Known("purchase");
        var place = crowd.Index().ToDictionary(c => c.Item, c => c.Index);
        var fresh = buyers.Index().Where(b => !known.ContainsKey(NameOf(b.Item.Row)) && skus.ContainsKey(SkuOf(b.Item.Row))).ToList();
        var progress = bringing.Progress("Reviewing", fresh.Count);
        foreach (var batch in fresh.Chunk(AtOnce))
        {
            var purchases = batch.Select(b => Purchase(b.Item.Row, (double)b.Index / reviews.Rows.Count, place[b.Item.Buyer], people, skus[SkuOf(b.Item.Row)])).ToList();
            await bringing.In(s => s.GetRequiredService<BringReviews>().Run(Bringing.Source, purchases));
            (bringing.Tally.Purchases, bringing.Tally.Reviews) = (bringing.Tally.Purchases + batch.Length, bringing.Tally.Reviews + batch.Length);
            progress.Add(batch.Length);
        }
    }

    /// <summary>Nobody buys the same garment twice.</summary>
    private static IEnumerable<int> Buyers(IReadOnlyList<Row<GarmentReview>> rows)
    {
        var bought = new Dictionary<int, int>();
        foreach (var garment in rows.Select(r => r.Value.Garment))
        {
            var nth = bought[garment] = bought.GetValueOrDefault(garment) + 1;
            var chance = new Chance("buyers/" + garment);
            yield return (int)((chance.Number(0, Shoppers - 1) + (long)nth * chance.Number(1, Shoppers - 1)) % Shoppers);
        }
    }

    private static string NameOf(Row<GarmentReview> row) => "garment/" + row.Value.Number;
    private static string SkuOf(Row<GarmentReview> row) => BringGarments.NameOf(row.Value.Garment) + "/";

    private PurchaseToBring Purchase(Row<GarmentReview> row, double when, int buyer, List<long> people, long sku)
    {
        var (review, chance) = (row.Value, new Chance(NameOf(row)));
        var daysAgo = FirstDaysAgo + (LastDaysAgo - FirstDaysAgo) * when;
        return new(NameOf(row), people[buyer], sku, bringing.Ago(daysAgo))
        {
            Stage = daysAgo > 20 ? PastStage.Done : PastStage.Received, Stars = review.Stars, Text = review.Text, Reply = Reply(review, chance),
            HelpfulTo = [.. Enumerable.Range(1, Math.Min(review.Helpful, people.Count - 1)).Select(n => people[(buyer + n) % people.Count])],
        };
    }

    private string? Reply(GarmentReview review, Chance chance) =>
        review.Stars <= 2 && chance.Number(0, 3) == 0 ? chance.Of(bringing.Content.Shops.Replies.Low)
        : review.Stars == 5 && chance.Number(0, 24) == 0 ? chance.Of(bringing.Content.Shops.Replies.High) : null;

    private static string First(int n, IReadOnlyList<string> names) => names[n % names.Count];
    private static char Letter(int n, int names) => (char)('A' + n / names % 26);

    private string Handle(int n)
    {
        var names = bringing.Content.People.Shoppers;
        return $"{First(n, names)}_{Letter(n, names.Length)}{10 + n % 89}".ToLowerInvariant();
    }

    private PersonToBring Shopper(int n)
    {
        var (names, chance) = (bringing.Content.People.Shoppers, new Chance("shopper/" + n));
        var place = chance.Of(bringing.Content.People.En.Places);
        return new(Handle(n), $"{First(n, names)} {Letter(n, names.Length)}.", "en", "", place[0], place[1], chance.Some(["outfits", "wardrobe", "slow-fashion", "thrift", "home-finds"], 2), "member", null, bringing.Ago(chance.Number(360, 900)));
    }
}
