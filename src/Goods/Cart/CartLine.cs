using Kaki.Goods.Catalogue;
using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Cart;

/// <summary>A variant somebody means to buy. It holds no stock: that is promised when the order is placed.</summary>
internal sealed class CartLine
{
    public const int MostLines = 100, MostPieces = 99;

    public long Id { get; init; }
    public required long MemberId { get; init; }
    public required long SkuId { get; init; }
    public int Quantity { get; private set; } = 1;

    /// <summary>Ticked: goes along to the checkout.</summary>
    public bool Picked { get; set; } = true;

    /// <summary>What one piece cost when it was put in, so that a change can be told.</summary>
    public Money PriceThen { get; private set; } = Money.Zero("CNY");
    public Instant AddedAt { get; private set; }

    public void Take(int quantity)
    {
        if (quantity is < 1 or > MostPieces) throw Refusal.Invalid("quantity", "cart.quantity", MostPieces);
        Quantity = quantity;
    }

    /// <summary>More of it, at the price of today.</summary>
    public void Add(int more, Money price, Instant now)
    {
        Take(Quantity + more);
        (Picked, PriceThen, AddedAt) = (true, price, now);
    }

    public static CartLine Of(long id, long member, Sku sku, int quantity, Instant now)
    {
        var line = new CartLine { Id = id, MemberId = member, SkuId = sku.Id };
        line.Take(quantity);
        (line.PriceThen, line.AddedAt) = (sku.Price, now);
        return line;
    }

    public static void Map(ModelBuilder model) => model.Entity<CartLine>(e =>
    {
        e.ToTable("goods_cart_lines", t => t.HasCheckConstraint("ck_goods_cart_lines_quantity", "quantity between 1 and 99"));
        e.HasOne<Sku>().WithMany().HasForeignKey(l => l.SkuId).OnDelete(DeleteBehavior.Cascade);
        e.HasIndex(l => new { l.MemberId, l.SkuId }).IsUnique();
    });
}
