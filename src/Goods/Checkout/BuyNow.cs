using Kaki.Goods.Cart;
using Kaki.Kernel.Http;
using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kaki.Goods.Checkout;

/// <summary>Straight to the checkout with one variant, past the cart.</summary>
internal static class BuyNow
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/checkout/now", Form).ExcludeFromDescription();

    private static async Task<IResult> Form(HttpContext http, Caller caller, AddToCart add)
    {
        var form = await http.Request.ReadFormAsync();
        if (!Id.TryParse(form["productId"].ToString(), out var product)) throw Refusal.Missing();
        var sku = await add.Chosen(product, form);
        var to = $"/checkout?sku={new Id(sku.Id)}&n={Math.Clamp(AddToCart.QuantityOf(form), 1, CartLine.MostPieces)}";
        return http.SeeOther(caller.SignedIn ? to : "/sign-in?return=" + Uri.EscapeDataString(to));
    }
}
