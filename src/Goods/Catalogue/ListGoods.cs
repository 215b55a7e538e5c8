using Kaki.Goods.Merchants;
using Kaki.Goods.Stock;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Paging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Catalogue;

internal enum GoodsSort { New, Sold, Cheap, Dear }

/// <summary>Goods on sale, filtered and sorted, page by page.</summary>
internal sealed class ListGoods(AppDb db, TimeProvider clock)
{
    public const int Size = 20;

    /// <param name="From">Lowest price, in hundredths of whatever currency it is in.</param>
    /// <param name="To">Highest price, likewise.</param>
    public sealed record Input(string? Category = null, string? Shop = null, long? From = null, long? To = null, bool InStock = false, GoodsSort Sort = GoodsSort.New, string? After = null, int Size = ListGoods.Size);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/goods", async (Caller caller, ListGoods list, string? category, string? shop, long? from, long? to, bool? inStock, string? sort, string? after, int? size) =>
            {
                var page = await list.Run(caller, new(category, shop, from, to, inStock ?? false, Choice.Of(sort, GoodsSort.New, "sort"), after, size ?? Size));
                return TypedResults.Ok(new Page<GoodsCardView>([.. page.Items.Select(GoodsCardView.Of)], page.Next));
            })
            .WithName("listGoods").WithSummary("Goods on sale: by category or shop, price (from and to in hundredths of whatever currency it is in) and stock; newest, best sold, cheapest or dearest first").WithTags("goods").ProducesProblem(400);

    public async Task<Page<ProductCard>> Run(Caller caller, Input input)
    {
        var size = Math.Clamp(input.Size, 1, 60);
        var goods = Filtered(input);
        if (input.Sort == GoodsSort.Sold) return await BestSold(caller, goods, GivenPlace.Of(input.After), size);
        var after = Cursor.Of(input.After);
        var page = input.Sort switch
        {
            GoodsSort.Cheap => goods.Where(p => after == null || p.Price.Minor > after.Value.Key || p.Price.Minor == after.Value.Key && p.Id > after.Value.Id).OrderBy(p => p.Price.Minor).ThenBy(p => p.Id),
            GoodsSort.Dear => goods.Where(p => after == null || p.Price.Minor < after.Value.Key || p.Price.Minor == after.Value.Key && p.Id < after.Value.Id).OrderByDescending(p => p.Price.Minor).ThenByDescending(p => p.Id),
            _ => goods.Where(p => after == null || p.Id < after.Value.Id).OrderByDescending(p => p.Id),
        };
        var cards = await db.Cards(page.Take(size + 1), caller.Chinese, Instant.Now(clock));
        return Page<ProductCard>.Of(cards, size, c => new Cursor(input.Sort == GoodsSort.New ? 0 : c.Price.Minor, c.Id));
    }

    // What is bought while somebody reads moves up: see GivenPlace.
    private async Task<Page<ProductCard>> BestSold(Caller caller, IQueryable<Product> goods, GivenPlace? after, int size)
    {
        if (after is { Given: { Length: > 0 } given }) goods = goods.Where(p => !given.Contains(p.Id));
        var leading = after is null or { Below: 0 };
        var sorted = leading ? goods.OrderByDescending(p => p.Sold).ThenByDescending(p => p.Id) : goods.Where(p => p.Id < after!.Below).OrderByDescending(p => p.Id);
        var page = Page<ProductCard>.Of(await db.Cards(sorted.Take(size + 1), caller.Chinese, Instant.Now(clock)), size, _ => default);
        if (page.Next is null) return page;
        return page with { Next = (leading ? GivenPlace.AfterLeading(after, page.Items.Select(c => c.Id.Value)) : after! with { Below = page.Items[^1].Id }).ToString() };
    }

    private IQueryable<Product> Filtered(Input input)
    {
        var goods = db.ForSale();
        if (input.Category is { Length: > 0 } slug)
            goods = goods.Where(p => db.Set<Category>().Any(c => c.Id == p.CategoryId && (c.Slug == slug || db.Set<Category>().Any(up => up.Id == c.ParentId && up.Slug == slug))));
        if (input.Shop is { Length: > 0 } shop) goods = goods.Where(p => db.Set<Merchant>().Any(m => m.Id == p.MerchantId && m.Slug == shop));
        var whole = Money.WithoutDecimals;
        if (input.From is { } from) goods = goods.Where(p => p.Price.Minor * (whole.Contains(p.Price.Currency) ? 100 : 1) >= from);
        if (input.To is { } to) goods = goods.Where(p => p.Price.Minor * (whole.Contains(p.Price.Currency) ? 100 : 1) <= to);
        if (input.InStock) goods = goods.Where(p => db.Set<Sku>().Any(s => s.ProductId == p.Id && !s.Retired && db.Set<StockRow>().Any(r => r.Id == s.Id && r.OnHand > r.Held)));
        return goods;
    }
}

/// <summary>A product card as the API shows it.</summary>
internal sealed record GoodsCardView(Id Id, string Title, string? TitleOther, string Cover, int Width, int Height, string Colour, Money Price, bool From, Money? Was, ShopName Shop, bool InStock, int Sold)
{
    public static GoodsCardView Of(ProductCard c) => new(c.Id, c.Title, c.TitleOther, c.CoverUrl, c.W, c.H, c.Colour, c.Price, c.From, c.Was, new(c.MerchantId, c.ShopSlug, c.ShopName), c.InStock, c.Sold);
}

internal sealed record ShopName(Id Id, string Slug, string Name);
