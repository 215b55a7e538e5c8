using Kaki.Goods.Catalogue;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Merchants;

/// <summary>What a shop says of itself, with the stars its goods were given.</summary>
internal sealed class ShowShop(AppDb db)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/shops/{slug}", async (string slug, Caller caller, ShowShop show) => TypedResults.Ok(await show.Run(caller, slug)))
            .WithName("getShop").WithSummary("A shop with its shipping terms").WithTags("shops").ProducesProblem(404);

    public async Task<ShopView> Run(Caller caller, string slug)
    {
        var row = await (from m in db.Set<Merchant>().AsNoTracking()
                         where m.Slug == slug
                         join r in db.Set<ShippingRule>() on m.Id equals r.Id
                         select new
                         {
                             Merchant = m, Rule = r,
                             Goods = db.Set<Product>().Count(p => p.MerchantId == m.Id && p.State == ProductState.OnSale),
                             Sold = db.Set<Product>().Where(p => p.MerchantId == m.Id).Sum(p => p.Sold),
                             Reviews = db.Set<Product>().Where(p => p.MerchantId == m.Id).Sum(p => p.Stars1 + p.Stars2 + p.Stars3 + p.Stars4 + p.Stars5),
                             Stars = db.Set<Product>().Where(p => p.MerchantId == m.Id).Sum(p => p.Stars1 + 2 * p.Stars2 + 3 * p.Stars3 + 4 * p.Stars4 + 5 * p.Stars5),
                         }).SingleOrDefaultAsync() ?? throw Refusal.Missing();
        var (shop, rule) = (row.Merchant, row.Rule);
        return new(shop.Id, shop.Slug, shop.Name.For(caller), shop.About.For(caller), shop.ShipsFrom.For(caller), shop.State == MerchantState.Open,
            shop.SignId is { } sign ? Picture.UrlOf(sign, 320) : null, shop.CoverId is { } cover ? Picture.UrlOf(cover, 1080) : null, shop.CoverColour,
            new(rule.Flat, rule.FreeFrom, rule.DispatchDays, rule.Excluded), row.Goods, row.Sold, row.Reviews, row.Reviews == 0 ? null : Math.Round((double)row.Stars / row.Reviews, 2), shop.OpenedAt);
    }
}

internal sealed record ShopView(Id Id, string Slug, string Name, string About, string ShipsFrom, bool Open, string? Sign, string? Cover, string CoverColour,
    ShippingTerms Shipping, int Goods, int Sold, int Reviews, double? Stars, Instant OpenedAt);
