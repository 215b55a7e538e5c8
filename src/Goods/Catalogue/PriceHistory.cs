using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Catalogue;

/// <summary>What the variants of a product cost, when. Open to everyone: it is what makes a crossed-out price believable.</summary>
internal sealed class PriceHistory(AppDb db, TimeProvider clock)
{
    private const int Size = 100;
    public static readonly TimeSpan Window = TimeSpan.FromDays(30);

    public sealed record Step(Id SkuId, Money Price, Instant At);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/goods/{id}/prices", async (Id id, Cursor? after, PriceHistory history) => TypedResults.Ok(await history.Run(id, after)))
            .WithName("listPrices").WithSummary("Every price a product's variants had, newest first").WithTags("goods").ProducesProblem(404);

    public async Task<Page<Step>> Run(long productId, Cursor? after)
    {
        if (!await db.Set<Product>().AnyAsync(p => p.Id == productId && p.State != ProductState.Draft)) throw Refusal.Missing();
        var changes = from s in db.Set<Sku>() where s.ProductId == productId join c in db.Set<PriceChange>() on s.Id equals c.SkuId select c;
        if (after is { } last) { var at = new Instant(last.Key); changes = changes.Where(c => c.At < at || c.At == at && c.Id < last.Id); }
        var rows = await changes.OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Take(Size + 1).ToListAsync();
        var page = Page<PriceChange>.Of(rows, Size, c => new Cursor(c.At.Micros, c.Id));
        return new([.. page.Items.Select(c => new Step(c.SkuId, c.Price, c.At))], page.Next);
    }

    /// <summary>What one variant cost, the latest first.</summary>
    public async Task<IReadOnlyList<Step>> Of(Id sku, int most) =>
        await db.Set<PriceChange>().Where(c => c.SkuId == sku.Value).OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Take(most).Select(c => new Step(c.SkuId, c.Price, c.At)).ToListAsync();

    /// <summary>The lowest price in force at any moment of the last 30 days, by variant.</summary>
    public async Task<IReadOnlyDictionary<long, long>> Lowest(IReadOnlyCollection<long> skuIds)
    {
        var rows = await InForce(db, db.Set<Sku>().AsNoTracking().Where(s => skuIds.Contains(s.Id)), Instant.Now(clock)).ToListAsync();
        return rows.Where(r => r.Lowest is not null).ToDictionary(r => r.Sku.Id, r => r.Lowest!.Value);
    }

    /// <summary>A variant with the prices that a crossed-out one is held against (Directive 98/6/EC, article 6a).</summary>
    internal sealed class Priced
    {
        public required Sku Sku { get; init; }

        /// <summary>The lowest it was set to within the window.</summary>
        public long? Within { get; init; }

        /// <summary>What it cost when the window began.</summary>
        public long? Before { get; init; }

        /// <summary>Minor units; null where it never had a price.</summary>
        public long? Lowest => Within is null || Before is null ? Within ?? Before : Math.Min(Within.Value, Before.Value);
    }

    /// <summary>Part of a query of variants.</summary>
    internal static IQueryable<Priced> InForce(AppDb db, IQueryable<Sku> skus, Instant now)
    {
        var from = now.Minus(Window);
        return skus.Select(s => new Priced
        {
            Sku = s,
            Within = db.Set<PriceChange>().Where(c => c.SkuId == s.Id && c.At > from).Min(c => (long?)c.Price.Minor),
            Before = db.Set<PriceChange>().Where(c => c.SkuId == s.Id && c.At <= from).OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Select(c => (long?)c.Price.Minor).FirstOrDefault(),
        });
    }
}
