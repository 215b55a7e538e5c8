using System.Globalization;
using Kaki.Goods.Catalogue;
using Kaki.Goods.Merchants;
using Kaki.Goods.Orders;
using Kaki.Goods.Stock;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods;

/// <summary>What the floors above read of goods: in batches, at most two queries a call.</summary>
public sealed class GoodsReads
{
    private const int Most = 500;
    private readonly AppDb db;
    private readonly TimeProvider clock;

    internal GoodsReads(AppDb db, TimeProvider clock) => (this.db, this.clock) = (db, clock);

    /// <summary>Cards in the language of the request, by id. Drafts have none; what is off sale has one that is not in stock.</summary>
    public async Task<IReadOnlyDictionary<long, ProductCard>> Cards(IReadOnlyCollection<long> ids)
    {
        if (ids.Count == 0) return new Dictionary<long, ProductCard>();
        var asked = ids.Take(Most).ToArray();
        var cards = await db.Cards(db.Set<Product>().Where(p => asked.Contains(p.Id) && p.State != ProductState.Draft), Chinese, Instant.Now(clock));
        return cards.ToDictionary(c => c.Id.Value);
    }

    /// <summary>What search keeps of these products; one that was never on sale is missing.</summary>
    public async Task<IReadOnlyDictionary<long, ProductDocument>> Documents(IReadOnlyCollection<long> ids)
    {
        if (ids.Count == 0) return new Dictionary<long, ProductDocument>();
        var asked = ids.Take(Most).ToArray();
        var rows = await (from p in db.Set<Product>().AsNoTracking().Where(p => asked.Contains(p.Id) && p.State != ProductState.Draft)
                          join m in db.Set<Merchant>() on p.MerchantId equals m.Id
                          join c in db.Set<Category>() on p.CategoryId equals c.Id
                          select new
                          {
                              Product = p, Shop = m.Name, Open = m.State == MerchantState.Open, Category = c.Name, Templates = c.Attributes,
                              Stocked = db.Set<Sku>().Any(s => s.ProductId == p.Id && !s.Retired && db.Set<StockRow>().Any(r => r.Id == s.Id && r.OnHand > r.Held)),
                          }).ToListAsync();
        return rows.ToDictionary(r => r.Product.Id, r => new ProductDocument(r.Product.Id, r.Open && r.Product.State == ProductState.OnSale, r.Product.Title, r.Product.About, r.Product.Brand,
            r.Shop, r.Category, [.. Said(r.Product, r.Templates)], r.Product.Price, r.Stocked, r.Product.Sold, r.Product.ChangedAt));
    }

    /// <summary>How many pieces of each were sold, by id.</summary>
    public async Task<IReadOnlyDictionary<long, int>> Sold(IReadOnlyCollection<long> ids)
    {
        if (ids.Count == 0) return new Dictionary<long, int>();
        var asked = ids.Take(Most).ToArray();
        return await db.Set<Product>().Where(p => asked.Contains(p.Id)).Select(p => new { p.Id, p.Sold }).ToDictionaryAsync(p => p.Id, p => p.Sold);
    }

    /// <summary>Ids of goods on sale beyond <paramref name="after"/>, for an index that is built anew.</summary>
    public async Task<IReadOnlyList<long>> OnSaleAfter(long after, int n) =>
        await db.ForSale().Where(p => p.Id > after).OrderBy(p => p.Id).Take(Math.Min(n, Most)).Select(p => p.Id).ToListAsync();

    public async Task<ShopSeat?> ShopOf(long memberId) =>
        await (from s in db.Set<Staff>() where s.MemberId == memberId join m in db.Set<Merchant>() on s.MerchantId equals m.Id
               select new ShopSeat(m.Id, m.Slug, m.Name, s.Role == StaffRole.Owner)).SingleOrDefaultAsync();

    /// <summary>Those of the products that this member bought: paid for, and sent or still to be sent.</summary>
    public async Task<IReadOnlySet<long>> HasBought(long memberId, IReadOnlyCollection<long> productIds)
    {
        var asked = productIds.Take(Most).ToArray();
        return (await (from l in db.Set<OrderLine>() where l.BuyerId == memberId && asked.Contains(l.ProductId)
                       join s in db.Set<SubOrder>() on l.SubOrderId equals s.Id
                       where l.Shipped > 0 || s.State == SubState.Paid || s.State == SubState.PartShipped
                       select l.ProductId).Distinct().ToListAsync()).ToHashSet();
    }

    private static IEnumerable<Text2> Said(Product product, IReadOnlyList<AttributeTemplate> templates)
    {
        foreach (var value in product.Options.SelectMany(o => o.Values)) yield return value.Name;
        foreach (var template in templates)
            if (product.Attributes.TryGetValue(template.Key, out var value)) yield return template.Shown(value);
    }

    private static bool Chinese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";
}
