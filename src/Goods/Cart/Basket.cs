using Kaki.Goods.Catalogue;
using Kaki.Goods.Merchants;
using Kaki.Goods.Stock;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Cart;

/// <summary>Why a line cannot be bought as it stands.</summary>
internal enum Trouble { None, OffSale, SoldOut, TooFew }

/// <summary>One variant with how many are wanted, as shop, price and stock are now. <paramref name="Line"/> is 0 where it is bought without the cart.</summary>
internal sealed record BasketLine(long Line, Merchant Shop, ShippingRule? Rule, Product Product, Sku Sku, int Free, int Quantity, bool Picked, Money PriceThen)
{
    public bool OnSale => !Sku.Retired && Product.State == ProductState.OnSale && Shop.State == MerchantState.Open;
    public Trouble Trouble => !OnSale ? Trouble.OffSale : Free <= 0 ? Trouble.SoldOut : Free < Quantity ? Trouble.TooFew : Trouble.None;
    public Money Amount => Sku.Price * Quantity;
    public int Most => Math.Min(CartLine.MostPieces, Math.Max(Free, 0));
    public long PictureId => Sku.PictureId ?? Product.CoverId;
}

/// <summary>Reads what is about to be bought, with everything its price and delivery hang on: two queries whatever its size.</summary>
internal sealed class Basket(AppDb db)
{
    public async Task<List<BasketLine>> OfCart(long member, bool pickedOnly = false)
    {
        var lines = await db.Set<CartLine>().AsNoTracking().Where(l => l.MemberId == member && (!pickedOnly || l.Picked)).OrderByDescending(l => l.AddedAt).ThenByDescending(l => l.Id).Take(CartLine.MostLines).ToListAsync();
        var found = await Find([.. lines.Select(l => l.SkuId)]);
        return [.. from l in lines let f = found.GetValueOrDefault(l.SkuId) where f is not null select f with { Line = l.Id, Quantity = l.Quantity, Picked = l.Picked, PriceThen = l.PriceThen }];
    }

    public async Task<List<BasketLine>> OfOne(long sku, int quantity)
    {
        if (quantity is < 1 or > CartLine.MostPieces) throw Kernel.Refusals.Refusal.Invalid("quantity", "cart.quantity", CartLine.MostPieces);
        var found = (await Find([sku])).GetValueOrDefault(sku);
        return found is null ? [] : [found with { Quantity = quantity, PriceThen = found.Sku.Price }];
    }

    public async Task<Dictionary<long, BasketLine>> Find(IReadOnlyCollection<long> skus)
    {
        if (skus.Count == 0) return [];
        var rows = await (from s in db.Set<Sku>().AsNoTracking().Where(s => skus.Contains(s.Id))
                          join p in db.Set<Product>().AsNoTracking() on s.ProductId equals p.Id
                          join m in db.Set<Merchant>().AsNoTracking() on p.MerchantId equals m.Id
                          join r in db.Set<StockRow>().AsNoTracking() on s.Id equals r.Id into stock
                          from r in stock.DefaultIfEmpty()
                          join t in db.Set<ShippingRule>().AsNoTracking() on m.Id equals t.Id into rules
                          from t in rules.DefaultIfEmpty()
                          where p.State != ProductState.Draft
                          select new { s, p, m, r, t }).ToListAsync();
        return rows.ToDictionary(x => x.s.Id, x => new BasketLine(0, x.m, x.t, x.p, x.s, x.r?.Free ?? 0, 1, true, x.s.Price));
    }
}

/// <summary>What a shop's part of a purchase comes to.</summary>
internal sealed record Sum(int Pieces, Money Goods, Money Shipping)
{
    public Money Total => Goods + Shipping;

    /// <summary>Of one shop's lines, in the shop's currency: delivery by its rule.</summary>
    public static Sum Of(string currency, IEnumerable<(Money Price, int Quantity)> lines, ShippingRule? rule)
    {
        var pieces = 0;
        var goods = Money.Zero(currency);
        foreach (var (price, quantity) in lines) (pieces, goods) = (checked(pieces + quantity), goods + price * quantity);
        return new(pieces, goods, pieces == 0 || rule is null ? Money.Zero(currency) : rule.CostFor(goods));
    }

    public static Sum Of(IReadOnlyCollection<BasketLine> shop) =>
        Of(shop.First().Shop.Currency, shop.Select(l => (l.Sku.Price, l.Quantity)), shop.First().Rule);

    public static Sum Of(string currency, IEnumerable<Sum> parts) =>
        parts.Aggregate(new Sum(0, Money.Zero(currency), Money.Zero(currency)), (all, p) => new(all.Pieces + p.Pieces, all.Goods + p.Goods, all.Shipping + p.Shipping));
}
