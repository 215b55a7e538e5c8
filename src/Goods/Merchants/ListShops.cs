using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Paging;
using Kaki.Goods.Catalogue;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Merchants;

/// <summary>Every shop, newest first, for operators.</summary>
public sealed class ListShops
{
    private const int PageSize = 50;
    private readonly AppDb db;

    internal ListShops(AppDb db) => this.db = db;

    public sealed record Row(Id Id, string Slug, Text2 Name, string Currency, bool Open, Id? OwnerId, int Products, Instant OpenedAt);

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/console/shops", async (Caller caller, ListShops list, Cursor? after) => TypedResults.Ok(await list.Run(caller, after)))
        .WithName("listShops").WithSummary("Every shop, newest first (operators)").WithTags("shops").ProducesProblem(403);

    public async Task<Page<Row>> Run(Caller caller, Cursor? after)
    {
        caller.Require(Rights.Operate);
        var past = after?.Id ?? long.MaxValue;
        var rows = await db.Set<Merchant>().AsNoTracking().Where(m => m.Id < past).OrderByDescending(m => m.Id).Take(PageSize + 1).Select(m => new
        {
            m.Id, m.Slug, m.Name, m.Currency, m.State, m.OpenedAt,
            Owner = db.Set<Staff>().Where(s => s.MerchantId == m.Id && s.Role == StaffRole.Owner).Select(s => (long?)s.MemberId).FirstOrDefault(),
            Products = db.Set<Product>().Count(p => p.MerchantId == m.Id && p.State == ProductState.OnSale),
        }).ToListAsync();
        return Page<Row>.Of([.. rows.Select(m => new Row(m.Id, m.Slug, m.Name, m.Currency, m.State == MerchantState.Open, m.Owner is { } owner ? new Id(owner) : null, m.Products, m.OpenedAt))], PageSize, r => new(0, r.Id));
    }
}
