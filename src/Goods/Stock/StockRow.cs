using Kaki.Goods.Catalogue;
using Kaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Stock;

/// <summary>How many pieces of a variant there are, and how many of them are promised to orders. The sum of its movements.</summary>
internal sealed class StockRow
{
    /// <summary>The variant's id: one row each.</summary>
    public long Id { get; init; }
    public required long ProductId { get; init; }
    public int OnHand { get; private set; }
    public int Held { get; private set; }
    public int Free => OnHand - Held;

    public static void Map(ModelBuilder model)
    {
        model.Entity<StockRow>(e =>
        {
            e.ToTable("goods_stock", t => t.HasCheckConstraint("ck_goods_stock_whole", "held >= 0 and on_hand >= held"));
            e.Ignore(r => r.Free);
            e.HasOne<Sku>().WithOne().HasForeignKey<StockRow>(r => r.Id).OnDelete(DeleteBehavior.Restrict);
            e.HasIndex(r => r.ProductId);
        });
        model.Entity<StockMovement>(e =>
        {
            e.ToTable("goods_stock_movements");
            e.Property(m => m.Note).HasMaxLength(200);
            e.HasOne<Sku>().WithMany().HasForeignKey(m => m.SkuId).OnDelete(DeleteBehavior.Restrict);
            e.HasIndex(m => new { m.SkuId, m.Id });
            e.HasIndex(m => m.OrderId);
        });
    }
}

internal enum StockKind { Receive, Correct, Hold, Return, Take }

/// <summary>One line of the stock book. Only ever added; the row is what they come to.</summary>
internal sealed class StockMovement
{
    public long Id { get; init; }
    public required long SkuId { get; init; }
    public required StockKind Kind { get; init; }
    public required int OnHandChange { get; init; }
    public required int HeldChange { get; init; }

    /// <summary>What the row said after this line.</summary>
    public required int OnHand { get; init; }
    public required int Held { get; init; }
    public long? OrderId { get; init; }
    public long? ById { get; init; }
    public string Note { get; init; } = "";
    public Instant At { get; init; }
}
