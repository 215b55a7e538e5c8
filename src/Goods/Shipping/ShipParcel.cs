using Kaki.Goods.Merchants;
using Kaki.Goods.Orders;
using Kaki.Goods.Stock;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Shipping;

/// <summary>A shop hands a parcel over: everything that is left, or some pieces of some lines.</summary>
internal sealed class ShipParcel(AppDb db, Seats seats, StockBook stock, OrderSettings settings, TimeProvider clock)
{
    /// <param name="Lines">Pieces by order line; null: all that is left.</param>
    public sealed record Input(string? Carrier, string? Tracking, IReadOnlyDictionary<string, int>? Lines = null);
    public sealed record Answer(Id Parcel, bool Complete);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/office/orders/{id}/parcels", async (Id id, Input input, Caller caller, ShipParcel ship) => TypedResults.Ok(await ship.Run(caller, id, input)))
            .WithName("shipParcel").WithSummary("Hand a parcel over: carrier, number, and what is in it").WithTags("office").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    public async Task<Answer> Run(Caller caller, Id id, Input input)
    {
        var seat = await seats.Of(caller);
        return await db.Write(async () =>
        {
            var part = await db.PartInTurn(s => s.Id == id.Value && s.MerchantId == seat.ShopId);
            if (!part.MayShip) throw OrderRefusals.State();
            return await Send(part, input, caller.Member, Instant.Now(clock));
        });
    }

    /// <summary>Inside a write.</summary>
    public async Task<Answer> Send(SubOrder part, Input input, long? by, Instant now)
    {
        var lines = await db.Set<OrderLine>().Where(l => l.SubOrderId == part.Id).OrderBy(l => l.SkuId).ToListAsync();
        var count = await db.Set<Parcel>().CountAsync(p => p.SubOrderId == part.Id);
        if (count >= Parcel.MostOfOne) throw new Refusal("order.parcels", 422, Parcel.MostOfOne);
        var parcel = Parcel.Send(db.NextId(), part, input.Carrier, input.Tracking, by, now);
        db.Add(parcel);
        var sent = Pieces(lines, input.Lines);
        foreach (var (line, pieces) in sent)
        {
            line.Ship(pieces);
            db.Add(new ParcelLine { ParcelId = parcel.Id, OrderLineId = line.Id, Pieces = pieces });
        }
        var all = lines.TrueForAll(l => l.ToShip == 0);
        part.Ship(all, now, settings.ToConfirm);
        db.Step(part.OrderId, part.Id, all ? StepKind.Shipped : StepKind.PartShipped, StepBy.Shop, by, now, $"{parcel.Carrier} {parcel.Tracking}");
        db.Publish(new OrderShipped(part.OrderId, part.Id, part.BuyerId));
        db.TellBuyer(part.BuyerId, NoticeKind.OrderShipped, part.OrderId, parcel.Tracking);
        await db.SaveChangesAsync();
        foreach (var (line, pieces) in sent)
            if (!await stock.Take(line.SkuId, pieces, part.OrderId)) throw new InvalidOperationException($"Order {part.OrderId} holds too little of {line.SkuId}.");
        return new(parcel.Id, all);
    }

    private static List<(OrderLine Line, int Pieces)> Pieces(List<OrderLine> lines, IReadOnlyDictionary<string, int>? asked)
    {
        var known = lines.ToDictionary(l => new Id(l.Id).ToString());
        if (asked is not null && asked.Keys.Any(k => !known.ContainsKey(k))) throw Refusal.Missing();
        var sent = (asked is null ? lines.Select(l => (Line: l, Pieces: l.ToShip)) : lines.Select(l => (Line: l, Pieces: asked.GetValueOrDefault(new Id(l.Id).ToString())))).Where(x => x.Pieces != 0).ToList();
        return sent.Count > 0 ? sent : throw OrderRefusals.Pieces(lines.Sum(l => l.ToShip));
    }
}
