using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Goods.Catalogue;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Merchants;

/// <summary>Every shop, newest first, for operators.</summary>
public sealed class ListShops
{
    private const int Most = 200;
    private readonly AppDb db;

    internal ListShops(AppDb db) => this.db = db;

    public sealed record Row(Id Id, string Slug, Text2 Name, string Currency, bool Open, long? OwnerId, int Products, Instant OpenedAt);

    public async Task<IReadOnlyList<Row>> Run(Caller caller)
    {
        caller.Require(Rights.Operate);
        var rows = await db.Set<Merchant>().AsNoTracking().OrderByDescending(m => m.Id).Take(Most).Select(m => new
        {
            m.Id, m.Slug, m.Name, m.Currency, m.State, m.OpenedAt,
            Owner = db.Set<Staff>().Where(s => s.MerchantId == m.Id && s.Role == StaffRole.Owner).Select(s => (long?)s.MemberId).FirstOrDefault(),
            Products = db.Set<Product>().Count(p => p.MerchantId == m.Id && p.State == ProductState.OnSale),
        }).ToListAsync();
        return [.. rows.Select(m => new Row(m.Id, m.Slug, m.Name, m.Currency, m.State == MerchantState.Open, m.Owner, m.Products, m.OpenedAt))];
    }
}
