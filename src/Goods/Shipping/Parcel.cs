using System.Text.RegularExpressions;
using Kaki.Goods.Orders;
using Kaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Shipping;

/// <summary>What went out together, with whom, under which number. A sub-order may take several.</summary>
internal sealed partial class Parcel
{
    public const int MostOfOne = 20;

    /// <summary>Carriers by their code; the names are the words <c>carrier.sf</c> and so on.</summary>
    public static readonly IReadOnlyList<string> Carriers = ["sf", "jd", "zto", "yto", "sto", "yunda", "ems", "deppon", "ups", "dhl", "fedex", "other"];

    public long Id { get; init; }
    public required long OrderId { get; init; }
    public required long SubOrderId { get; init; }
    public required string Carrier { get; init; }
    public required string Tracking { get; init; }
    public long? ById { get; init; }
    public Instant At { get; init; }

    public static Parcel Send(long id, SubOrder part, string? carrier, string? tracking, long? by, Instant now)
    {
        if (carrier is null || !Carriers.Contains(carrier)) throw OrderRefusals.Carrier();
        var number = (tracking ?? "").Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        if (!NumberShape().IsMatch(number)) throw OrderRefusals.Tracking();
        return new Parcel { Id = id, OrderId = part.OrderId, SubOrderId = part.Id, Carrier = carrier, Tracking = number, ById = by, At = now };
    }

    [GeneratedRegex(@"^[A-Z0-9-]{6,32}\z")]
    private static partial Regex NumberShape();

    public static void Map(ModelBuilder model)
    {
        model.Entity<Parcel>(e =>
        {
            e.ToTable("goods_parcels");
            e.Property(p => p.Carrier).HasMaxLength(16);
            e.Property(p => p.Tracking).HasMaxLength(32);
            e.HasOne<SubOrder>().WithMany().HasForeignKey(p => p.SubOrderId).OnDelete(DeleteBehavior.Restrict);
            e.HasIndex(p => p.OrderId);
            e.HasIndex(p => new { p.Carrier, p.Tracking });
        });
        model.Entity<ParcelLine>(e =>
        {
            e.ToTable("goods_parcel_lines", t => t.HasCheckConstraint("ck_goods_parcel_lines_pieces", "pieces > 0"));
            e.HasKey(l => new { l.ParcelId, l.OrderLineId });
            e.HasOne<Parcel>().WithMany().HasForeignKey(l => l.ParcelId).OnDelete(DeleteBehavior.Cascade);
            e.HasOne<OrderLine>().WithMany().HasForeignKey(l => l.OrderLineId).OnDelete(DeleteBehavior.Restrict);
        });
    }
}

internal sealed class ParcelLine
{
    public required long ParcelId { get; init; }
    public required long OrderLineId { get; init; }
    public required int Pieces { get; init; }
}
