using Kaki.Goods.Cart;
using Kaki.Goods.Catalogue;
using Kaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Orders;

/// <summary>One variant in an order, with name, picture and price as they were: what the shop changes later does not reach it.</summary>
internal sealed class OrderLine
{
    public long Id { get; init; }
    public required long OrderId { get; init; }
    public required long SubOrderId { get; init; }
    public required long BuyerId { get; init; }
    public required long MerchantId { get; init; }
    public required long ProductId { get; init; }
    public required long SkuId { get; init; }
    public Text2 Title { get; init; } = Text2.None;
    public Text2 Variant { get; init; } = Text2.None;
    public long CoverId { get; init; }
    public int CoverWidth { get; init; }
    public int CoverHeight { get; init; }
    public string CoverColour { get; init; } = "";

    /// <summary>Of one piece.</summary>
    public Money Price { get; init; } = Money.Zero("CNY");
    public required int Quantity { get; init; }

    /// <summary>Pieces already in a parcel.</summary>
    public int Shipped { get; private set; }

    /// <summary>Pieces not in a parcel; once its part counts as sent, those that were called off.</summary>
    public int ToShip => Quantity - Shipped;

    public Money Amount => Price * Quantity;

    public static OrderLine Of(long id, SubOrder part, BasketLine from) => new()
    {
        Id = id, OrderId = part.OrderId, SubOrderId = part.Id, BuyerId = part.BuyerId, MerchantId = part.MerchantId, ProductId = from.Product.Id, SkuId = from.Sku.Id,
        Title = from.Product.Title, Variant = from.Product.VariantOf(from.Sku), Price = from.Sku.Price, Quantity = from.Quantity,
        CoverId = from.PictureId, CoverWidth = from.Product.CoverWidth, CoverHeight = from.Product.CoverHeight, CoverColour = from.Product.CoverColour,
    };

    public void Ship(int pieces)
    {
        if (pieces <= 0 || pieces > ToShip) throw OrderRefusals.Pieces(ToShip);
        Shipped += pieces;
    }

    public static void Map(ModelBuilder model) => model.Entity<OrderLine>(e =>
    {
        e.ToTable("goods_order_lines", t => t.HasCheckConstraint("ck_goods_order_lines_pieces", "quantity > 0 and shipped between 0 and quantity"));
        e.Text2(l => l.Title, Product.LongestTitle);
        e.Text2(l => l.Variant, 140);
        e.Property(l => l.CoverColour).HasMaxLength(7);
        e.Ignore(l => l.Amount).Ignore(l => l.ToShip);
        e.HasOne<SubOrder>().WithMany().HasForeignKey(l => l.SubOrderId).OnDelete(DeleteBehavior.Restrict);
        e.HasOne<Sku>().WithMany().HasForeignKey(l => l.SkuId).OnDelete(DeleteBehavior.Restrict);
        e.HasIndex(l => l.OrderId);
        e.HasIndex(l => l.CoverId);
        e.HasIndex(l => new { l.BuyerId, l.ProductId });
        e.HasIndex(l => new { l.ProductId, l.Id });
    });
}
