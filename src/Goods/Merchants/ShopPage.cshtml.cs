using Kaki.Goods.Catalogue;
using Kaki.Kernel;
using Kaki.Kernel.Http;
using Kaki.Kernel.Paging;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Goods.Merchants;

/// <summary>A shop as buyers see it.</summary>
internal sealed class ShopPageModel(ShowShop show, ListGoods goods, GoodsCards cards) : PageModel
{
    public ShopView Shop { get; private set; } = null!;
    public Page<ProductCard> Goods { get; private set; } = new([], null);
    public IHtmlContent Cards { get; private set; } = HtmlString.Empty;
    public string Sort { get; private set; } = "new";
    public string Canonical { get; private set; } = "";
    private int at;

    public async Task<IActionResult> OnGet(string slug, string? sort, string? after, int at = 0)
    {
        var caller = HttpContext.Caller();
        var part = Request.Headers["X-Kaki-Part"] == "cards";
        this.at = Math.Clamp(at, 0, 100_000);
        Shop = await show.Run(caller, slug);
        Sort = sort is "sold" or "cheap" or "dear" ? sort : "new";
        Goods = await goods.Run(caller, new(Shop: slug, Sort: Enum.Parse<GoodsSort>(Sort, ignoreCase: true), After: after));
        Cards = cards.Html(Goods.Items, this.at, shopNames: false);
        Canonical = PublicAddress.Of(HttpContext, $"/shops/{Shop.Slug}");
        Response.Headers.Vary = "X-Kaki-Part";
        return part ? Partial("_ShopCards", this) : Page();
    }

    public string Next(string after) => $"/shops/{Shop.Slug}?sort={Sort}&after={after}&at={at + Goods.Items.Count}";
}
