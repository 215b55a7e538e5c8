using System.Text.RegularExpressions;
using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Merchants;

internal enum MerchantState { Open, Closed }

/// <summary>Who sells: a shop with its page, its staff and one currency.</summary>
internal sealed partial class Merchant
{
    public long Id { get; init; }
    public required string Slug { get; init; }
    public Text2 Name { get; private set; } = Text2.None;
    public Text2 About { get; private set; } = Text2.None;
    public Text2 ShipsFrom { get; private set; } = Text2.None;
    public string Currency { get; init; } = "CNY";
    public MerchantState State { get; private set; }
    public long? SignId { get; private set; }
    public long? CoverId { get; private set; }
    public string CoverColour { get; private set; } = "";
    public Instant OpenedAt { get; init; }
    public long Version { get; private set; }

    public static Merchant Open(long id, string slug, string currency, Instant now)
    {
        if (!SlugShape().IsMatch(slug)) throw Refusal.Invalid("slug", "goods.shop.slug");
        if (!Money.Knows(currency)) throw Refusal.Invalid("currency", "goods.currency", string.Join(", ", Money.Known));
        return new Merchant { Id = id, Slug = slug, Currency = currency, OpenedAt = now };
    }

    public void Describe(Text2 name, Text2 about, Text2 shipsFrom)
    {
        Name = name.Checked("name", 40);
        About = about.Checked("about", 1000, required: false);
        ShipsFrom = shipsFrom.Checked("shipsFrom", 40);
    }

    public void Hang(long? signId, long? coverId, string coverColour) => (SignId, CoverId, CoverColour) = (signId, coverId, coverColour);

    public void Close() => State = MerchantState.Closed;
    public void Reopen() => State = MerchantState.Open;

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]{1,38})[a-z0-9]\z")]
    private static partial Regex SlugShape();

    public static void Map(ModelBuilder model) => model.Entity<Merchant>(e =>
    {
        e.ToTable("goods_merchants");
        e.Property(m => m.Slug).HasMaxLength(40);
        e.Text2(m => m.Name, 40);
        e.Text2(m => m.About, 1000);
        e.Text2(m => m.ShipsFrom, 40);
        e.Property(m => m.Currency).HasMaxLength(3);
        e.Property(m => m.CoverColour).HasMaxLength(7);
        e.HasIndex(m => m.Slug).IsUnique();
    });
}
