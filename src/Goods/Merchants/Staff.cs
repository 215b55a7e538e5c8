using Kaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Merchants;

/// <summary>An owner does everything; a clerk keeps goods, stock, orders and reviews, but not people, shop page and shipping terms.</summary>
internal enum StaffRole { Owner, Clerk }

/// <summary>A member's seat in a shop. A member works for one shop at a time.</summary>
internal sealed class Staff
{
    public long Id { get; init; }
    public required long MerchantId { get; init; }
    public required long MemberId { get; init; }
    public StaffRole Role { get; set; }
    public Instant Since { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<Staff>(e =>
    {
        e.ToTable("goods_staff");
        e.HasOne<Merchant>().WithMany().HasForeignKey(s => s.MerchantId).OnDelete(DeleteBehavior.Restrict);
        e.HasIndex(s => s.MemberId).IsUnique();
    });
}
