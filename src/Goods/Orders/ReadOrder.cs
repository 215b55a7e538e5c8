using Kaki.Goods.Catalogue;
using Kaki.Goods.Merchants;
using Kaki.Goods.Shipping;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Orders;

/// <summary>One of one's own orders, with its parts, parcels and history. Three queries.</summary>
internal sealed class ReadOrder(AppDb db, OrderSettings settings, TimeProvider clock)
{
    /// <summary>What is told of a long history: the newest.</summary>
    private const int MostSteps = 200;

    public sealed record Line(Id Id, Id ProductId, Id SkuId, string Title, string Variant, string Picture, int Width, int Height, string Colour, Money Price, int Quantity, int Shipped, Money Amount);
    public sealed record Box(Id Id, string Carrier, string Tracking, Instant At, IReadOnlyDictionary<string, int> Pieces);

    /// <param name="CancelReason">Why it is off, or, in one that was sent, why what is missing of it is.</param>
    /// <param name="MayCallOff">The shop is late: the buyer may call off what it has not sent.</param>
    /// <param name="CalledOffBy">What is not sent by then is called off by itself.</param>
    public sealed record Part(Id Id, Id ShopId, string ShopSlug, string Shop, SubState State, Money Goods, Money Shipping, Money Total, string Note, Instant? ShipBy, Instant? ShippedAt, Instant? ConfirmBy, Instant? ReceivedAt,
        string? CancelReason, bool MayCallOff, Instant? CalledOffBy, IReadOnlyList<Line> Lines, IReadOnlyList<Box> Parcels);

    public sealed record Step(StepKind Kind, StepBy By, Id? Part, string Why, Money? Amount, Instant At)
    {
        internal string Words => "order.kind." + Kind.ToString().ToLowerInvariant() + (Kind == StepKind.PaidLate && Why == "twice" ? ".twice" : "");
    }

    public sealed record View(Id Id, OrderState State, Money Goods, Money Shipping, Money Total, ShipTo ShipTo, Instant PlacedAt, Instant PayBy, Instant? PaidAt, bool MayPay, bool MayReceive,
        IReadOnlyList<Part> Parts, IReadOnlyList<Step> History);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/orders/{id}", async (Id id, Caller caller, ReadOrder read) => TypedResults.Ok(await read.Run(caller, id)))
            .WithName("readOrder").WithSummary("One of one's own orders").WithTags("orders").ProducesProblem(404);

    public async Task<View> Run(Caller caller, Id id)
    {
        var me = caller.Member;
        var order = await db.Set<Order>().AsNoTracking().SingleOrDefaultAsync(o => o.Id == id.Value && o.BuyerId == me) ?? throw Refusal.Missing();
        return await Of(order, caller);
    }

    public async Task<View> Of(Order order, Caller caller)
    {
        var parts = await Parts(order.Id, caller);
        var steps = await db.Set<OrderStep>().AsNoTracking().Where(s => s.OrderId == order.Id).OrderByDescending(s => s.Id).Take(MostSteps).ToListAsync();
        return new(order.Id, order.State, order.Goods, order.Shipping, order.Total, order.ShipTo.Masked(), order.PlacedAt, order.PayBy, order.PaidAt, order.MayBePaid(Instant.Now(clock)), parts.Any(p => p.State == SubState.Shipped),
            parts, [.. steps.OrderBy(s => s.Id).Select(s => new Step(s.Kind, s.By, s.SubOrderId is { } part ? new Id(part) : null, s.Kind is StepKind.PaymentParked ? "" : s.Why, s.Minor is { } minor ? new Money(minor, order.Total.Currency) : null, s.At))]);
    }

    private async Task<List<Part>> Parts(long order, Caller caller)
    {
        var parts = await (from s in db.Set<SubOrder>().AsNoTracking().Where(s => s.OrderId == order) join m in db.Set<Merchant>() on s.MerchantId equals m.Id orderby s.Id
                           select new
                           {
                               Sub = s, m.Name, m.Slug, Lines = db.Set<OrderLine>().Where(l => l.SubOrderId == s.Id).OrderBy(l => l.Id).ToList(),
                               Parcels = db.Set<Parcel>().Where(p => p.SubOrderId == s.Id).OrderBy(p => p.Id).Select(p => new { Parcel = p, Lines = db.Set<ParcelLine>().Where(l => l.ParcelId == p.Id).ToList() }).ToList(),
                           }).ToListAsync();
        var now = Instant.Now(clock);
        return [.. parts.Select(p => new Part(p.Sub.Id, p.Sub.MerchantId, p.Slug, p.Name.For(caller), p.Sub.State, p.Sub.Goods, p.Sub.Shipping, p.Sub.Total, p.Sub.Note, p.Sub.ShipBy, p.Sub.ShippedAt, p.Sub.ConfirmBy, p.Sub.ReceivedAt,
            p.Sub.CancelReason, p.Sub.Late(now), p.Sub.MayShip ? p.Sub.ShipBy?.Plus(settings.ToGiveUp) : null, [.. p.Lines.Select(l => LineOf(l, caller))], [.. p.Parcels.Select(x => new Box(x.Parcel.Id, x.Parcel.Carrier, x.Parcel.Tracking, x.Parcel.At, x.Lines.ToDictionary(i => new Id(i.OrderLineId).ToString(), i => i.Pieces)))]))];
    }

    public static Line LineOf(OrderLine l, Caller caller) => new(l.Id, l.ProductId, l.SkuId, l.Title.For(caller), l.Variant.For(caller), l.CoverId == 0 ? "" : Picture.UrlOf(l.CoverId, 320), l.CoverWidth, l.CoverHeight, l.CoverColour,
        l.Price, l.Quantity, l.Shipped, l.Amount);
}
