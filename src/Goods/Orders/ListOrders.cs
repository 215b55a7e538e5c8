using Kaki.Goods.Merchants;
using Kaki.Goods.Reviews;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Orders;

/// <summary>One's own orders, the newest first.</summary>
internal sealed class ListOrders(AppDb db)
{
    public const int Size = 20;
    public static readonly string[] Tabs = ["all", "pay", "ship", "receive", "review", "off"];

    public sealed record Part(Id Id, string Shop, string ShopSlug, SubState State, IReadOnlyList<ReadOrder.Line> Lines);

    /// <param name="ToReview">Something of it has come and its buyer has not reviewed it.</param>
    public sealed record Row(Id Id, OrderState State, Money Total, Instant PlacedAt, Instant PayBy, bool ToReview, IReadOnlyList<Part> Parts);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/orders", async (Caller caller, ListOrders list, string? tab, string? after) => TypedResults.Ok(await list.Run(caller, tab, after)))
            .WithName("listOrders").WithSummary("One's own orders; tab is all, pay, ship, receive, review or off").WithTags("orders").ProducesProblem(401);

    public async Task<Page<Row>> Run(Caller caller, string? tab, string? after)
    {
        var me = caller.Member;
        var orders = Of(db.Set<Order>().AsNoTracking().Where(o => o.BuyerId == me), tab);
        if (Cursor.Of(after) is { } place)
        {
            var key = new Instant(place.Key);
            orders = orders.Where(o => o.PlacedAt < key || o.PlacedAt == key && o.Id < place.Id);
        }
        var rows = await orders.OrderByDescending(o => o.PlacedAt).ThenByDescending(o => o.Id).Take(Size + 1).ToListAsync();
        return Page<Row>.Of(await Filled(rows, caller), Size, r => new(r.PlacedAt.Micros, r.Id));
    }

    private IQueryable<Order> Of(IQueryable<Order> mine, string? tab)
    {
        var unreviewed = db.Unreviewed();
        return tab switch
        {
            "pay" => mine.Where(o => o.State == OrderState.Placed),
            "ship" => mine.Where(o => db.Set<SubOrder>().Any(s => s.OrderId == o.Id && (s.State == SubState.Paid || s.State == SubState.PartShipped))),
            "receive" => mine.Where(o => db.Set<SubOrder>().Any(s => s.OrderId == o.Id && (s.State == SubState.Shipped || s.State == SubState.PartShipped))),
            "review" => mine.Where(o => unreviewed.Any(l => l.OrderId == o.Id)),
            "off" => mine.Where(o => o.State == OrderState.Cancelled),
            _ => mine,
        };
    }

    private async Task<List<Row>> Filled(List<Order> orders, Caller caller)
    {
        if (orders.Count == 0) return [];
        var ids = orders.Select(o => o.Id).ToList();
        var parts = await (from s in db.Set<SubOrder>().AsNoTracking().Where(s => ids.Contains(s.OrderId)) join m in db.Set<Merchant>() on s.MerchantId equals m.Id orderby s.Id select new { s.Id, s.OrderId, s.State, m.Name, m.Slug }).ToListAsync();
        var lines = (await db.Set<OrderLine>().AsNoTracking().Where(l => ids.Contains(l.OrderId)).OrderBy(l => l.Id).ToListAsync()).ToLookup(l => l.SubOrderId);
        var unreviewed = (await db.Unreviewed().Where(l => ids.Contains(l.OrderId)).Select(l => l.OrderId).Distinct().ToListAsync()).ToHashSet();
        return [.. orders.Select(o => new Row(o.Id, o.State, o.Total, o.PlacedAt, o.PayBy, unreviewed.Contains(o.Id),
            [.. parts.Where(p => p.OrderId == o.Id).Select(p => new Part(p.Id, p.Name.For(caller), p.Slug, p.State, [.. lines[p.Id].Select(l => ReadOrder.LineOf(l, caller))]))]))];
    }
}
