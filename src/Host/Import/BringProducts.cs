using Kaki.Goods;
using Kaki.Host.Import.Reading;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;

namespace Kaki.Host.Import;

/// <summary>A product about to be brought: its row, its pictures with their words, and itself once they are developed.</summary>
/// <param name="Make">Gets the picture of each file that could be used.</param>
internal sealed record ProductPlan(string File, int Line, string Name, ShopHere Shop, IReadOnlyList<(string File, Text2 Alt)> Pictures, Func<IReadOnlyDictionary<string, Picture>, ProductToBring> Make);

/// <summary>Brings the products of one family in, a few at a time, so that stopping loses little.</summary>
internal sealed class BringProducts(Bringing bringing)
{
    private const int AtOnce = 12;

    public async Task Run(string what, IEnumerable<ProductPlan> plans)
    {
        var known = await bringing.Known("product");
        var fresh = Once(plans).Take(bringing.Most).Where(p => !known.ContainsKey(p.Name)).ToList();
        var progress = bringing.Progress(what, fresh.Count);
        foreach (var batch in fresh.Chunk(AtOnce))
        {
            var pictures = await new BringPictures(bringing).Run(batch.SelectMany(p => p.Pictures.Select(f => new WantedPicture(f.File, p.Shop.Owner, PicturePurpose.Goods, p.File, p.Line))));
            foreach (var plan in batch) await Bring(plan, pictures);
            progress.Add(batch.Length);
        }
    }

    private IEnumerable<ProductPlan> Once(IEnumerable<ProductPlan> plans)
    {
        var seen = new Dictionary<string, int>();
        foreach (var plan in plans)
            if (seen.TryAdd(plan.Name, plan.Line)) yield return plan;
            else bringing.Troubles.Add(plan.File, plan.Line, $"it is on line {seen[plan.Name]} already");
    }

    private async Task Bring(ProductPlan plan, IReadOnlyDictionary<string, Picture> pictures)
    {
        if (!plan.Pictures.Any(p => pictures.ContainsKey(p.File))) return; // each of them was told already
        try
        {
            await bringing.In(s => s.GetRequiredService<BringGoods>().Product(Bringing.Source, plan.Make(pictures)));
            bringing.Tally.Products++;
        }
        catch (Refusal refused)
        {
            bringing.Troubles.Add(plan.File, plan.Line, bringing.WordsOf(refused));
        }
    }
}
