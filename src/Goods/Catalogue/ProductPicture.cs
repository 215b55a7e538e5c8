using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Catalogue;

/// <summary>One picture of a product's gallery, with the measures its place on the page needs.</summary>
internal sealed class ProductPicture
{
    public long Id { get; init; }
    public required long ProductId { get; init; }
    public required long PictureId { get; init; }
    public int Position { get; set; }
    public required int Width { get; init; }
    public required int Height { get; init; }
    public required string Colour { get; init; }
    public Text2 Alt { get; set; } = Text2.None;

    public static void Map(ModelBuilder model) => model.Entity<ProductPicture>(e =>
    {
        e.ToTable("goods_product_pictures");
        e.Property(p => p.Colour).HasMaxLength(7);
        e.Text2(p => p.Alt, 120);
        e.HasOne<Product>().WithMany().HasForeignKey(p => p.ProductId).OnDelete(DeleteBehavior.Cascade);
        e.HasIndex(p => new { p.ProductId, p.PictureId }).IsUnique();
    });
}
