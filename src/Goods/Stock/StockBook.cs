using Kaki.Goods.Catalogue;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Stock;

/// <summary>
/// The one way stock changes. Call it inside <see cref="AppDb.Write(Func{Task}, CancellationToken)"/> and last in the transaction:
/// on PostgreSQL it locks the variant's row until the commit. Take several variants in the order of their ids, or two baskets wait for each other.
/// </summary>
internal sealed class StockBook(AppDb db, TimeProvider clock)
{
    public const int Most = 1_000_000;

    /// <summary>Promises <paramref name="n"/> pieces to an order.</summary>
    /// <returns>False when fewer are free; nothing was changed then.</returns>
    public Task<bool> Hold(long skuId, int n, long orderId) => Move(skuId, StockKind.Hold, 0, Positive(n), orderId);

    /// <summary>Gives promised pieces back: the order was cancelled or not paid.</summary>
    public Task<bool> Return(long skuId, int n, long orderId) => Move(skuId, StockKind.Return, 0, -Positive(n), orderId);

    /// <summary>Promised pieces leave the shelf: the parcel went out.</summary>
    public Task<bool> Take(long skuId, int n, long orderId) => Move(skuId, StockKind.Take, -Positive(n), -n, orderId);

    /// <summary>New pieces arrived.</summary>
    public async Task Receive(long skuId, int n, long? by, string note = "")
    {
        if (n is <= 0 or > Most) throw Refusal.Invalid("count", "goods.stock.count", Most);
        if (!await Move(skuId, StockKind.Receive, n, 0, null, by, note)) throw Refusal.Invalid("count", "goods.stock.count", Most);
    }

    /// <summary>The shelf was counted: <paramref name="counted"/> pieces lie there, promised ones included.</summary>
    public async Task Correct(long skuId, int counted, long by, string note = "")
    {
        if (counted is < 0 or > Most) throw Refusal.Invalid("count", "goods.stock.count", Most);
        var row = await Row(skuId) ?? throw Refusal.Missing();
        if (counted < row.Held) throw new Refusal("goods.stock.promised", 422, row.Held) { Field = "count" };
        if (counted == row.OnHand) return;
        // A sale may have come between: the change is then no longer what was counted, so count again.
        if (!await Move(skuId, StockKind.Correct, counted - row.OnHand, 0, null, by, note, onHandWas: row.OnHand)) throw Refusal.Changed();
    }

    /// <summary>Pieces came in, were promised to an order each, and left if their parcel has gone: what is free stays what it was. For what is brought in from elsewhere.</summary>
    public async Task PassThrough(long skuId, IReadOnlyList<(long Order, bool Gone)> pieces)
    {
        var stay = pieces.Count(p => !p.Gone);
        await db.Set<StockRow>().Where(r => r.Id == skuId).ExecuteUpdateAsync(s => s.SetProperty(r => r.OnHand, r => r.OnHand + stay).SetProperty(r => r.Held, r => r.Held + stay));
        var row = await Row(skuId) ?? throw Refusal.Missing();
        var (onHand, held) = (row.OnHand - stay, row.Held - stay);
        Line(StockKind.Receive, pieces.Count, 0, null);
        foreach (var (order, gone) in pieces)
        {
            Line(StockKind.Hold, 0, 1, order);
            if (gone) Line(StockKind.Take, -1, -1, order);
        }

        void Line(StockKind kind, int onHandChange, int heldChange, long? order)
        {
            (onHand, held) = (onHand + onHandChange, held + heldChange);
            db.Add(new StockMovement { Id = db.NextId(), SkuId = skuId, Kind = kind, OnHandChange = onHandChange, HeldChange = heldChange, OnHand = onHand, Held = held, OrderId = order, At = Instant.Now(clock) });
        }
    }

    /// <summary>Opens the book of a new variant.</summary>
    public void Open(Sku sku) => db.Add(new StockRow { Id = sku.Id, ProductId = sku.ProductId });

    private async Task<bool> Move(long skuId, StockKind kind, int onHand, int held, long? order, long? by = null, string note = "", int? onHandWas = null)
    {
        var changed = await db.Set<StockRow>()
            .Where(r => r.Id == skuId && r.Held + held >= 0 && r.OnHand + onHand >= r.Held + held && r.OnHand + onHand <= Most && (onHandWas == null || r.OnHand == onHandWas))
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.OnHand, r => r.OnHand + onHand).SetProperty(r => r.Held, r => r.Held + held));
        if (changed == 0) return false;
        var row = (await Row(skuId))!;
        db.Add(new StockMovement
        {
            Id = db.NextId(), SkuId = skuId, Kind = kind, OnHandChange = onHand, HeldChange = held, OnHand = row.OnHand, Held = row.Held,
            OrderId = order, ById = by, Note = note.Trim().CutTo(200), At = Instant.Now(clock),
        });
        if (row.Free == 0 != (row.Free - onHand + held == 0)) db.Publish(new ProductChanged(row.ProductId));
        return true;
    }

    private Task<StockRow?> Row(long skuId) => db.Set<StockRow>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == skuId);

    private static int Positive(int n) => n > 0 ? n : throw new ArgumentOutOfRangeException(nameof(n), n, "Stock moves by whole pieces.");
}
