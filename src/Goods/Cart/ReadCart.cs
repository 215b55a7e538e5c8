using Kaki.Kernel;
using Kaki.Kernel.Pictures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kaki.Goods.Cart;

/// <summary>What somebody means to buy, shop by shop, with what has changed since they put it in.</summary>
internal sealed class ReadCart(Basket basket)
{
    /// <param name="PriceChange">Minor units a piece costs more (or, negative, less) than when it was put in.</param>
    public sealed record Line(Id Id, Id ProductId, Id SkuId, string Title, string Variant, string Picture, int Width, int Height, string Colour,
        Money Price, long PriceChange, int Quantity, int Most, bool Picked, Trouble Trouble, int Free, Money Amount);

    public sealed record Shop(Id Id, string Slug, string Name, IReadOnlyList<Line> Lines, Sum? Sum, Money? FreeFrom)
    {
        public bool AllPicked => Lines.Where(l => l.Trouble is Trouble.None or Trouble.TooFew).All(l => l.Picked);
    }

    /// <param name="Total">What is ticked and can be bought; null while nothing is, or where shops ask for different currencies.</param>
    public sealed record View(IReadOnlyList<Shop> Shops, int Pieces, int PickedPieces, Sum? Total);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/cart", async (Caller caller, ReadCart cart) => TypedResults.Ok(await cart.Run(caller)))
            .WithName("readCart").WithSummary("One's own cart, by shop, with what changed since").WithTags("cart").ProducesProblem(401);

    public async Task<View> Run(Caller caller)
    {
        var lines = await basket.OfCart(caller.Member);
        var shops = lines.GroupBy(l => l.Shop.Id).Select(g => ShopOf([.. g], caller)).ToList();
        var sums = shops.Where(s => s.Sum is not null).Select(s => s.Sum!).ToList();
        var currencies = sums.Select(s => s.Goods.Currency).Distinct().ToList();
        return new(shops, lines.Sum(l => l.Quantity), sums.Sum(s => s.Pieces), currencies.Count == 1 ? Sum.Of(currencies[0], sums) : null);
    }

    private static Shop ShopOf(List<BasketLine> lines, Caller caller)
    {
        var shop = lines[0].Shop;
        var going = lines.Where(l => l.Picked && l.Trouble == Trouble.None).ToList();
        return new(shop.Id, shop.Slug, shop.Name.For(caller), [.. lines.Select(l => LineOf(l, caller))], going.Count == 0 ? null : Sum.Of(going), lines[0].Rule?.FreeFrom);
    }

    private static Line LineOf(BasketLine l, Caller caller) => new(l.Line, l.Product.Id, l.Sku.Id, l.Product.Title.For(caller), l.Product.VariantOf(l.Sku).For(caller),
        Picture.UrlOf(l.PictureId, 320), l.Product.CoverWidth, l.Product.CoverHeight, l.Product.CoverColour, l.Sku.Price, l.PriceThen.Currency == l.Sku.Price.Currency ? l.Sku.Price.Minor - l.PriceThen.Minor : 0,
        l.Quantity, l.Most, l.Picked, l.Trouble, Math.Max(0, l.Free), l.Amount);
}
