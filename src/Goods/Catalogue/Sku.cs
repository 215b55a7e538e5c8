using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Catalogue;

/// <summary>One variant of a product that can be bought. Never deleted once made: orders and prices point at it.</summary>
internal sealed class Sku
{
    public const long HighestPrice = 100_000_000_00;
    public const int LongestCode = 40;
    private static readonly TimeSpan Honest = TimeSpan.FromDays(30);

    public long Id { get; init; }
    public required long ProductId { get; init; }
    public string Code { get; set; } = "";

    /// <summary>Keys of the chosen option values; 0 where the product has fewer options.</summary>
    public int Choice1 { get; init; }
    public int Choice2 { get; init; }
    public int Choice3 { get; init; }

    public Money Price { get; private set; } = Money.Zero("CNY");
    public long? WasMinor { get; private set; }
    public Instant? ReducedAt { get; private set; }
    public long? PictureId { get; set; }
    public int Position { get; set; }
    public bool Retired { get; set; }

    public int[] Choices => [Choice1, Choice2, Choice3];

    /// <summary>
    /// Sets the price. A reduction remembers the lowest price of the 30 days before it, which alone may be shown beside the new one
    /// (Directive 98/6/EC, Article 6a); a rise forgets it.
    /// </summary>
    /// <returns>The line for the price history, or null when nothing changes.</returns>
    public PriceChange? Reprice(Money price, long? lowestBefore, long id, long by, Instant now)
    {
        if (price.Minor is <= 0 or > HighestPrice) throw Refusal.Invalid("skus", "goods.price.range");
        if (price == Price) return null;
        var reduced = Price.Minor > 0 && price.Minor < Price.Minor;
        WasMinor = reduced && lowestBefore > price.Minor ? lowestBefore : null;
        ReducedAt = WasMinor is null ? null : now;
        Price = price;
        return new PriceChange { Id = id, SkuId = Id, Price = price, At = now, ById = by };
    }

    /// <summary>The earlier price, for as long as the reduction is news: 30 days.</summary>
    public Money? WasOn(Instant now) => Earlier(Price, WasMinor, ReducedAt, now);

    internal static Money? Earlier(Money price, long? was, Instant? reducedAt, Instant now) =>
        was is { } minor && reducedAt is { } at && now < at.Plus(Honest) ? new Money(minor, price.Currency) : null;

    public static void Map(ModelBuilder model)
    {
        model.Entity<Sku>(e =>
        {
            e.ToTable("goods_skus", t => t.HasCheckConstraint("ck_goods_skus_price", "price_minor >= 0"));
            e.Property(s => s.Code).HasMaxLength(LongestCode);
            e.Ignore(s => s.Choices);
            e.HasOne<Product>().WithMany().HasForeignKey(s => s.ProductId).OnDelete(DeleteBehavior.Restrict);
            e.HasIndex(s => new { s.ProductId, s.Choice1, s.Choice2, s.Choice3 }).IsUnique();
        });
        model.Entity<PriceChange>(e =>
        {
            e.ToTable("goods_price_changes");
            e.HasOne<Sku>().WithMany().HasForeignKey(c => c.SkuId).OnDelete(DeleteBehavior.Restrict);
            e.HasIndex(c => new { c.SkuId, c.At });
        });
    }
}

/// <summary>From this moment the variant cost this much. Only ever added.</summary>
internal sealed class PriceChange
{
    public long Id { get; init; }
    public required long SkuId { get; init; }
    public Money Price { get; init; } = Money.Zero("CNY");
    public Instant At { get; init; }
    public long ById { get; init; }
}
