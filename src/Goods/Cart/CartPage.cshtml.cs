using Kaki.Kernel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Goods.Cart;

internal sealed class CartPageModel(ReadCart cart) : PageModel
{
    public ReadCart.View Cart { get; private set; } = null!;

    public async Task<IActionResult> OnGet()
    {
        var caller = HttpContext.Caller();
        if (!caller.SignedIn) return Redirect("/sign-in?return=%2Fcart");
        Cart = await cart.Run(caller);
        return Page();
    }
}
