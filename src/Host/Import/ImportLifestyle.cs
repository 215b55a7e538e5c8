using Kaki.Goods;
using Kaki.Host.Import.Reading;
using Kaki.Kernel.Outbox;

namespace Kaki.Host.Import;

/// <summary>
/// Brings the lifestyle data in: people, their shops and goods, what buyers said, and notes about it all. Everything comes in under
/// a name of its own, with the name, in one transaction: a second import changes nothing, one that was cut off goes on where it stopped.
/// </summary>
internal sealed class ImportLifestyle(Bringing bringing, string? password)
{
    public async Task Run()
    {
        var cast = await new BringCast(bringing, password).Run();
        var groceries = new Groceries(bringing, cast.Shops["corner-greens"]);
        var listed = groceries.Rows().ToList();
        var reviews = GarmentReviews.Read(bringing);
        // What comes last is newest: the market opens with what has real pictures.
        await new BringGarments(bringing, cast.Shops["by-the-mirror"]).Run(reviews);
        await new BringProducts(bringing).Run("Groceries", listed.Select(groceries.Plan));
        await new BringProducts(bringing).Run("Appliances", new Appliances(bringing, cast.Shops["handy-home"]).Plans());
        await new BringProducts(bringing).Run("Outdoor goods", new OutdoorGoods(bringing, cast.Shops["ridgeline-outfitters"]).Plans());
        var shoppers = await new BringReviewsOfGarments(bringing).Run(reviews);
        var products = await bringing.In(s => s.GetRequiredService<BringGoods>().InCategories(Bringing.Source));
        await new BringPhotoNotes(bringing, cast, shoppers).Run(Notes(listed, products.Select(p => p.Name).ToHashSet(), GoodsByLabel(reviews, products)));
        await Deliver();
    }

    // Where not all may come, notes about what the shop has come first.
    private IEnumerable<NotePlan> Notes(IReadOnlyList<Row<Groceries.Grocery>> groceries, HashSet<string> products, IReadOnlyDictionary<string, IReadOnlyList<string>> goodsOf) =>
    [
        .. new ClothesNotes(bringing, goodsOf).Plans().DistinctBy(p => p.Name).Take(bringing.Most),
        .. new GroceryNotes(bringing, groceries).Plans().OrderByDescending(p => products.Contains(p.Goods[0])).Take(bringing.Most),
        .. new FlowerNotes(bringing).Plans().Take(bringing.Most),
    ];

    /// <summary>What a shop has of the kind a photo is labelled with.</summary>
    private Dictionary<string, IReadOnlyList<string>> GoodsByLabel(GarmentReviews reviews, IReadOnlyList<(string Name, string Category)> products) =>
        bringing.Content.Shops.Labels.ToDictionary(l => l.Key, IReadOnlyList<string> (l) =>
        [
            .. products.Where(p => p.Category == l.Value.Tags).Select(p => p.Name).Order(StringComparer.Ordinal),
            .. reviews.Garments.Where(g => g.Value.Class.Labels.Contains(l.Key)).Take(40).Select(g => BringGarments.NameOf(g.Value.Garment)),
        ]);

    /// <summary>Everything that waits to be told is told now, so that search and topics know what was brought before anybody asks.</summary>
    private Task Deliver() => bringing.In(async s =>
    {
        var waiting = await s.GetRequiredService<ParkedEvents>().Waiting(bringing.Cancel);
        var progress = bringing.Progress("Indexing", waiting);
        var dispatcher = ActivatorUtilities.CreateInstance<Dispatcher>(s);
        while (await dispatcher.Round(bringing.Cancel) is > 0 and var moved) progress.Add(moved);
    });
}
