using Kaki.Goods.Stock;
using Kaki.Kernel;
using Kaki.Kernel.Care;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Care;

/// <summary>What lies on the shelf and what is promised are the sums of the book's lines. Never put right by a program: somebody counts.</summary>
internal sealed class StockAddsUp(AppDb db) : IInvariant
{
    public string Name => "stock";

    public async Task<InvariantResult> Check(bool fix, CancellationToken cancel)
    {
        var lines = db.Set<StockMovement>();
        var wrong = db.Set<StockRow>().AsNoTracking().Where(r =>
            r.OnHand != (lines.Where(m => m.SkuId == r.Id).Sum(m => (int?)m.OnHandChange) ?? 0) || r.Held != (lines.Where(m => m.SkuId == r.Id).Sum(m => (int?)m.HeldChange) ?? 0));
        return await Told.Of(db.Set<StockRow>(), wrong.Select(r => r.Id), "sku", cancel);
    }
}

internal static class Told
{
    public static async Task<InvariantResult> Of<T>(IQueryable<T> all, IQueryable<long> wrong, string kind, CancellationToken cancel)
    {
        var broken = await wrong.LongCountAsync(cancel);
        var examples = broken == 0 ? [] : await wrong.OrderBy(id => id).Take(InvariantResult.MostExamples).ToListAsync(cancel);
        return new(await all.LongCountAsync(cancel), broken, false, [.. examples.Select(id => $"{kind}:{new Id(id)}")]);
    }
}
