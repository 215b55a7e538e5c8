using Kaki.Goods.Merchants;
using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Catalogue;

internal enum ProductState { Draft, OnSale, OffSale }

/// <summary>What a shop sells, in one or more variants (<see cref="Sku"/>).</summary>
internal sealed class Product
{
    public const int MostOptions = 3, MostSkus = 200, MostPictures = 15, LongestTitle = 80, LongestAbout = 4000;

    /// <summary>Drafts and what is off sale count too; variants no longer sold are kept for the orders of them.</summary>
    public const int MostPerShop = 10_000, MostSkusEver = 1_000;

    public long Id { get; init; }
    public required long MerchantId { get; init; }
    public long CategoryId { get; set; }
    public Text2 Title { get; set; } = Text2.None;
    public Text2 About { get; set; } = Text2.None;
    public string Brand { get; set; } = "";
    public ProductState State { get; private set; }

    /// <summary>Up to three; a variant names one value of each by its key.</summary>
    public IReadOnlyList<ProductOption> Options { get; set; } = [];

    /// <summary>By the key of the category's template.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; set; } = new Dictionary<string, string>();

    // What a card needs, copied here so that a page of cards is one read.
    public long CoverId { get; private set; }
    public int CoverWidth { get; private set; }
    public int CoverHeight { get; private set; }
    public string CoverColour { get; private set; } = "";
    public Money Price { get; private set; } = Money.Zero("CNY");
    public long HighestMinor { get; private set; }
    public long? WasMinor { get; private set; }
    public Instant? ReducedAt { get; private set; }

    public int Sold { get; private set; }
    public int Stars1 { get; private set; }
    public int Stars2 { get; private set; }
    public int Stars3 { get; private set; }
    public int Stars4 { get; private set; }
    public int Stars5 { get; private set; }
    public int ReviewsWithPictures { get; private set; }

    public Instant MadeAt { get; init; }
    public Instant ChangedAt { get; private set; }
    public Instant? OnSaleAt { get; private set; }
    public long Version { get; private set; }

    public int Reviews => Stars1 + Stars2 + Stars3 + Stars4 + Stars5;
    public double Stars => Reviews == 0 ? 0 : (Stars1 + 2.0 * Stars2 + 3.0 * Stars3 + 4.0 * Stars4 + 5.0 * Stars5) / Reviews;

    public void PutOnSale(Instant now)
    {
        if (CoverId == 0) throw Refusal.Invalid("pictures", "goods.picture.needed");
        if (Price.Minor <= 0) throw Refusal.Invalid("skus", "goods.price.needed");
        State = ProductState.OnSale;
        OnSaleAt ??= now;
        ChangedAt = now;
    }

    public void TakeOffSale(Instant now)
    {
        if (State == ProductState.OnSale) State = ProductState.OffSale;
        ChangedAt = now;
    }

    /// <summary>Copies the first picture and the prices of the variants in force.</summary>
    public void Settle(IEnumerable<ProductPicture> pictures, IEnumerable<Sku> skus, Instant now)
    {
        var cover = pictures.MinBy(p => p.Position);
        (CoverId, CoverWidth, CoverHeight, CoverColour) = cover is null ? (0, 0, 0, "") : (cover.PictureId, cover.Width, cover.Height, cover.Colour);
        var cheapest = skus.Where(s => !s.Retired).MinBy(s => s.Price.Minor);
        if (cheapest is not null) (Price, WasMinor, ReducedAt) = (cheapest.Price, cheapest.WasMinor, cheapest.ReducedAt);
        HighestMinor = cheapest is null ? 0 : skus.Where(s => !s.Retired).Max(s => s.Price.Minor);
        ChangedAt = now;
    }

    /// <summary>The earlier price that may honestly stand beside the present one; see <see cref="Sku.WasOn"/>.</summary>
    public Money? WasOn(Instant now) => Sku.Earlier(Price, WasMinor, ReducedAt, now);

    /// <summary>The value an option's key stands for; nothing for a key no longer offered.</summary>
    public Text2 ValueOf(int option, int key) =>
        option < Options.Count && Options[option].Values.FirstOrDefault(v => v.Key == key) is { } value ? value.Name : Text2.None;

    /// <summary>"Steel · Machine": what a variant is called; empty for a product without options.</summary>
    public Text2 VariantOf(Sku sku)
    {
        var names = sku.Choices.Select((key, i) => ValueOf(i, key)).Where(n => !n.IsEmpty).ToList();
        return new(string.Join(" · ", names.Select(n => n.For(true))), string.Join(" · ", names.Select(n => n.For(false))));
    }

    public static void Map(ModelBuilder model) => model.Entity<Product>(e =>
    {
        e.ToTable("goods_products");
        e.Text2(p => p.Title, LongestTitle);
        e.Text2(p => p.About, LongestAbout);
        e.Property(p => p.Brand).HasMaxLength(40);
        e.Property(p => p.CoverColour).HasMaxLength(7);
        e.Property(p => p.Options).AsJson();
        e.Property(p => p.Attributes).AsJson();
        e.HasOne<Merchant>().WithMany().HasForeignKey(p => p.MerchantId).OnDelete(DeleteBehavior.Restrict);
        e.HasOne<Category>().WithMany().HasForeignKey(p => p.CategoryId).OnDelete(DeleteBehavior.Restrict);
        e.HasIndex(p => new { p.MerchantId, p.State, p.Id });
        e.HasIndex(p => new { p.State, p.CategoryId, p.Id });
        e.HasIndex(p => new { p.State, p.Sold, p.Id });
    });
}

/// <summary>A choice the buyer makes: colour, size.</summary>
internal sealed record ProductOption(Text2 Name, IReadOnlyList<OptionValue> Values);

/// <summary>One answer to an option. Its key never changes its meaning, however often the value is renamed or moved.</summary>
internal sealed record OptionValue(int Key, Text2 Name);
