using Kaki.Goods.Merchants;
using Kaki.Goods.Stock;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Catalogue;

/// <summary>Products as cards: one query whatever the shelf holds.</summary>
internal static class Shelf
{
    /// <summary>What can be bought just now: on sale, in a shop that is open.</summary>
    public static IQueryable<Product> ForSale(this AppDb db) =>
        db.Set<Product>().AsNoTracking().Where(p => p.State == ProductState.OnSale && db.Set<Merchant>().Any(m => m.Id == p.MerchantId && m.State == MerchantState.Open));

    public static async Task<List<ProductCard>> Cards(this AppDb db, IQueryable<Product> products, bool chinese, Instant now)
    {
        var rows = await (from p in products
                          join m in db.Set<Merchant>() on p.MerchantId equals m.Id
                          select new
                          {
                              p.Id, p.Title, p.CoverId, p.CoverWidth, p.CoverHeight, p.CoverColour, p.Price, p.HighestMinor, p.WasMinor, p.ReducedAt, p.Sold,
                              m.Name, m.Slug, MerchantId = m.Id, OnSale = p.State == ProductState.OnSale && m.State == MerchantState.Open,
                              Stocked = db.Set<Sku>().Any(s => s.ProductId == p.Id && !s.Retired && db.Set<StockRow>().Any(r => r.Id == s.Id && r.OnHand > r.Held)),
                          }).ToListAsync();
        return [.. rows.Select(r => new ProductCard(r.Id, r.Title.For(chinese), r.Title.Other(chinese), Picture.UrlOf(r.CoverId, 640), r.CoverWidth, r.CoverHeight, r.CoverColour,
            r.Price, Sku.Earlier(r.Price, r.WasMinor, r.ReducedAt, now), r.MerchantId, r.Name.For(chinese), r.Slug, r.OnSale && r.Stocked, r.Sold, r.HighestMinor > r.Price.Minor))];
    }
}
