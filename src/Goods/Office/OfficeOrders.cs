using System.Runtime.CompilerServices;
using Kaki.Goods.Cart;
using Kaki.Goods.Merchants;
using Kaki.Goods.Orders;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Idempotency;
using Kaki.Kernel.Faces;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Kaki.Trust.Auditing;
using Kaki.Trust.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Office;

/// <summary>The shop's orders: its own parts, for its own people only. Where they go is masked until somebody with a reason looks, which is written down.</summary>
internal sealed class OfficeOrders(AppDb db, Seats seats, PeopleReads people, ReadOrder read, RateLimit limit, TimeProvider clock)
{
    public const int Size = 30;
    private const int AtOnce = 200;
    public static readonly string[] Tabs = ["ship", "sent", "done", "unpaid", "off", "all"];
    private static readonly string[] Head = ["order", "part", "state", "placed", "paid", "ship_by", "shipped", "product", "variant", "pieces", "price", "currency", "line_sum", "delivery", "total"];

    public sealed record Row(Id Id, Id OrderId, string Buyer, SubState State, Money Total, Instant PlacedAt, Instant? ShipBy, bool Late, string Title, int Pieces, string Picture);
    public sealed record View(Id Id, Id OrderId, PersonCard? Buyer, ReadOrder.Part Part, ShipTo ShipTo, bool Revealed, IReadOnlyList<ReadOrder.Step> History, bool MayShip, bool MayCancel);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var office = routes.MapGroup("/api/v1/office/orders").WithTags("office");
        office.MapGet("", async (Caller caller, OfficeOrders orders, string? tab, string? q, string? after) => TypedResults.Ok(await orders.List(caller, tab, q, after)))
            .WithName("listShopOrders").WithSummary("The shop's orders; tab is ship, sent, done, unpaid, off or all").ProducesProblem(404);
        office.MapGet("/{id}", async (Id id, Caller caller, OfficeOrders orders) => TypedResults.Ok(await orders.One(caller, id, reveal: false))).WithName("readShopOrder").WithSummary("One order of the shop").ProducesProblem(404);
        office.MapPost("/{id}/reveal", async (Id id, Caller caller, OfficeOrders orders) => TypedResults.Ok(await orders.One(caller, id, reveal: true))).WithName("revealShopOrder").WithSummary("Its whole address; each look is written into the audit").WithMetadata(OnceOnly.NotNeeded).ProducesProblem(404).ProducesProblem(409);
        routes.MapGet("/office/orders.csv", async (Caller caller, OfficeOrders orders, CancellationToken cancel) => await orders.Export(caller, cancel)).ExcludeFromDescription();
    }

    public async Task<Page<Row>> List(Caller caller, string? tab, string? q, string? after) => await List(await seats.Of(caller), caller, tab, q, after);

    public async Task<Page<Row>> List(Seat seat, Caller caller, string? tab, string? q, string? after)
    {
        var parts = Of(db.Set<SubOrder>().AsNoTracking().Where(s => s.MerchantId == seat.ShopId), tab);
        if (!string.IsNullOrWhiteSpace(q))
        {
            var wanted = Id.TryParse(q.Trim(), out var id) ? id.Value : -1;
            parts = parts.Where(s => s.Id == wanted || s.OrderId == wanted);
        }
        if (Cursor.Of(after) is { } place)
        {
            var key = new Instant(place.Key);
            parts = parts.Where(s => s.PlacedAt < key || s.PlacedAt == key && s.Id < place.Id);
        }
        var rows = await parts.OrderByDescending(s => s.PlacedAt).ThenByDescending(s => s.Id).Take(Size + 1).Select(s => new { Part = s, Lines = db.Set<OrderLine>().Where(l => l.SubOrderId == s.Id).OrderBy(l => l.Id).ToList() }).ToListAsync();
        return Page<Row>.Of(await Filled([.. rows.Select(r => (r.Part, r.Lines))], caller), Size, r => new(r.PlacedAt.Micros, r.Id));
    }

    public async Task<IReadOnlyDictionary<SubState, int>> Counts(Seat seat) =>
        await db.Set<SubOrder>().Where(s => s.MerchantId == seat.ShopId).GroupBy(s => s.State).Select(g => new { g.Key, N = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.N);

    public async Task<View> One(Caller caller, Id id, bool reveal) => await One(await seats.Of(caller), caller, id, reveal);

    public async Task<View> One(Seat seat, Caller caller, Id id, bool reveal)
    {
        var found = await db.Set<SubOrder>().AsNoTracking().Where(s => s.Id == id.Value && s.MerchantId == seat.ShopId).Join(db.Set<Order>(), s => s.OrderId, o => o.Id, (s, o) => new { Part = s, Order = o }).SingleOrDefaultAsync() ?? throw Refusal.Missing();
        var (part, order) = (found.Part, found.Order);
        if (reveal)
        {
            if (part.PaidAt is null) throw OrderRefusals.NotPaid();
            await db.Write(() => { Audit.Add(db, caller, "order.reveal", $"order:{new Id(order.Id)}", seat.Merchant.Slug); return Task.CompletedTask; });
        }
        var whole = await read.Of(order, caller);
        var cards = await people.Cards([order.BuyerId]);
        return new(part.Id, order.Id, cards.GetValueOrDefault(order.BuyerId), whole.Parts.Single(p => p.Id.Value == part.Id), reveal ? order.ShipTo : order.ShipTo.Masked(), reveal,
            [.. whole.History.Where(s => s.Part is null || s.Part.Value.Value == part.Id).Select(Own)], part.MayShip, part.MayShip);
    }

    // What the whole purchase cost is between the buyer and the house.
    private static ReadOrder.Step Own(ReadOrder.Step step) => step.Part is null ? step with { Amount = null } : step;

    private async Task<IResult> Export(Caller caller, CancellationToken cancel)
    {
        var shop = (await seats.Of(caller)).ShopId;
        await ExportGoods.Limited(limit, caller);
        return Csv.File("orders.csv", Head, Lines(shop, caller, cancel));
    }

    // So many orders at a time, with all their lines, the newest first: the way their index lies.
    private async IAsyncEnumerable<string[]> Lines(long shop, Caller caller, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (last, id) = (new Instant(long.MaxValue), long.MaxValue);
        while (await db.Set<SubOrder>().AsNoTracking().Where(s => s.MerchantId == shop && s.PlacedAt <= last && (s.PlacedAt < last || s.Id < id))
                   .OrderByDescending(s => s.PlacedAt).ThenByDescending(s => s.Id).Take(AtOnce).ToListAsync(cancel) is { Count: > 0 } parts)
        {
            var ids = parts.Select(p => p.Id).ToArray();
            var lines = (await db.Set<OrderLine>().AsNoTracking().Where(l => ids.Contains(l.SubOrderId)).OrderBy(l => l.Id).ToListAsync(cancel)).ToLookup(l => l.SubOrderId);
            foreach (var part in parts) foreach (var (i, line) in lines[part.Id].Index()) yield return Line(part, line, caller, first: i == 0);
            (last, id) = (parts[^1].PlacedAt, parts[^1].Id);
        }
    }

    // What the part costs as a whole stands on its first line only: whoever sums the column has each once.
    private static string[] Line(SubOrder part, OrderLine line, Caller caller, bool first) =>
    [
        new Id(part.OrderId).ToString(), new Id(part.Id).ToString(), part.State.ToString(), Face.Minute(part.PlacedAt), When(part.PaidAt), When(part.ShipBy), When(part.ShippedAt),
        line.Title.For(caller), line.Variant.For(caller), line.Quantity.ToString(), line.Price.Plain, line.Price.Currency, line.Amount.Plain, first ? part.Shipping.Plain : "", first ? part.Total.Plain : "",
    ];

    private static string When(Instant? at) => at is { } then ? Face.Minute(then) : "";

    private static IQueryable<SubOrder> Of(IQueryable<SubOrder> parts, string? tab) => tab switch
    {
        "sent" => parts.Where(s => s.State == SubState.Shipped),
        "done" => parts.Where(s => s.State == SubState.Received || s.State == SubState.Done),
        "unpaid" => parts.Where(s => s.State == SubState.Placed),
        "off" => parts.Where(s => s.State == SubState.Cancelled),
        "all" => parts,
        _ => parts.Where(s => s.State == SubState.Paid || s.State == SubState.PartShipped),
    };

    private async Task<List<Row>> Filled(List<(SubOrder Part, List<OrderLine> Lines)> parts, Caller caller)
    {
        var cards = await people.Cards([.. parts.Select(p => p.Part.BuyerId)]);
        var now = Instant.Now(clock);
        return [.. parts.Select(r => (P: r.Part, r.Lines, First: r.Lines[0])).Select(r => new Row(r.P.Id, r.P.OrderId, cards.GetValueOrDefault(r.P.BuyerId)?.Name ?? "", r.P.State, r.P.Total, r.P.PlacedAt, r.P.ShipBy, r.P.MayShip && r.P.ShipBy < now,
            r.First.Title.For(caller), r.Lines.Sum(l => l.Quantity), r.First.CoverId != 0 ? Picture.UrlOf(r.First.CoverId, 320) : ""))];
    }
}
