using Kaki.Goods.Catalogue;
using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Merchants;

/// <summary>What a shop asks for sending a parcel, how soon it hands it over, and where it does not send.</summary>
internal sealed class ShippingRule
{
    public const int MostDays = 30;

    /// <summary>The merchant's id: one rule each.</summary>
    public long Id { get; init; }
    public Money Flat { get; private set; } = Money.Zero("CNY");

    /// <summary>Goods worth this much from one shop travel free; null: never.</summary>
    public long? FreeFromMinor { get; private set; }
    public int DispatchDays { get; private set; } = 2;

    /// <summary>Codes of <see cref="Regions"/> this shop does not send to.</summary>
    public IReadOnlyList<string> Excluded { get; private set; } = [];
    public long Version { get; private set; }

    public void Set(Money flat, long? freeFromMinor, int dispatchDays, IEnumerable<string> excluded)
    {
        if (flat.Minor is < 0 or > 1_000_000_00 || flat.Hundredths > 1_000_000_00) throw Refusal.Invalid("flat", "goods.shipping.flat");
        if (freeFromMinor is < 0 or > Sku.HighestPrice) throw Refusal.Invalid("freeFrom", "goods.shipping.free");
        if (dispatchDays is < 1 or > MostDays) throw Refusal.Invalid("dispatchDays", "goods.shipping.days", MostDays);
        var codes = excluded.Distinct().ToList();
        if (codes.Any(c => !Regions.All.Contains(c))) throw Refusal.Invalid("excluded", "goods.shipping.region");
        if (codes.Count == Regions.All.Count) throw Refusal.Invalid("excluded", "goods.shipping.nowhere");
        (Flat, FreeFromMinor, DispatchDays, Excluded) = (flat, freeFromMinor, dispatchDays, codes);
    }

    public Money? FreeFrom => FreeFromMinor is { } minor ? new Money(minor, Flat.Currency) : null;

    /// <summary>What sending goods of this worth costs.</summary>
    public Money CostFor(Money goods) => FreeFromMinor is { } free && goods.Minor >= free ? Money.Zero(Flat.Currency) : Flat;

    public bool Reaches(string region) => !Excluded.Contains(region);

    public static void Map(ModelBuilder model) => model.Entity<ShippingRule>(e =>
    {
        e.ToTable("goods_shipping_rules", t => t.HasCheckConstraint("ck_goods_shipping_rules_flat", "flat_minor >= 0"));
        e.Property(r => r.Excluded).AsJson();
        e.Ignore(r => r.FreeFrom);
        e.HasOne<Merchant>().WithOne().HasForeignKey<ShippingRule>(r => r.Id).OnDelete(DeleteBehavior.Cascade);
    });
}
