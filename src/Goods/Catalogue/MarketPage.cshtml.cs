using System.Globalization;
using Kaki.Kernel;
using Kaki.Kernel.Http;
using Kaki.Kernel.Paging;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Goods.Catalogue;

/// <summary>The market: shelves on top, goods below, as far as one scrolls.</summary>
internal sealed class MarketPageModel(ListGoods goods, ListCategories categories, GoodsCards cards) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "category")] public string? Slug { get; set; }
    [BindProperty(SupportsGet = true, Name = "from")] public string? FromText { get; set; }
    [BindProperty(SupportsGet = true, Name = "to")] public string? ToText { get; set; }
    [BindProperty(SupportsGet = true, Name = "stock")] public bool InStock { get; set; }
    [BindProperty(SupportsGet = true, Name = "sort")] public string? SortText { get; set; }

    public Page<ProductCard> Goods { get; private set; } = new([], null);
    public IHtmlContent Cards { get; private set; } = HtmlString.Empty;
    public IReadOnlyList<Category> Shelves { get; private set; } = [];
    public IReadOnlyList<Category> Under { get; private set; } = [];
    public Category? Shelf { get; private set; }
    public Category? Top { get; private set; }
    public int At { get; private set; }
    public string Canonical { get; private set; } = "";
    public GoodsSort Sort => Enum.TryParse<GoodsSort>(SortText, ignoreCase: true, out var sort) && Enum.IsDefined(sort) ? sort : GoodsSort.New;

    public async Task<IActionResult> OnGet(string? after, int at = 0)
    {
        var caller = HttpContext.Caller();
        var all = await categories.All();
        Shelf = string.IsNullOrEmpty(Slug) ? null : all.FirstOrDefault(c => c.Slug == Slug);
        if (Shelf is null && !string.IsNullOrEmpty(Slug)) return NotFound();
        Top = Shelf?.ParentId is { } parent ? all.FirstOrDefault(c => c.Id == parent) : Shelf;
        Shelves = [.. all.Where(c => c.ParentId is null)];
        Under = Top is null ? [] : [.. all.Where(c => c.ParentId == Top.Id)];
        At = Math.Clamp(at, 0, 100_000);
        Goods = await goods.Run(caller, new(Shelf?.Slug, null, Hundredths(FromText), Hundredths(ToText), InStock, Sort, after));
        Cards = cards.Html(Goods.Items, At);
        Canonical = PublicAddress.Of(HttpContext, Shelf is null ? "/goods" : $"/goods?category={Shelf.Slug}");
        Response.Headers.Vary = "X-Kaki-Part";
        return Request.Headers["X-Kaki-Part"] == "cards" ? Partial("_Cards", this) : Page();
    }

    /// <summary>The address of this list with one thing changed.</summary>
    public string With(string? category = null, string? sort = null, string? after = null, bool? stock = null)
    {
        var parts = new List<(string, string?)>
        {
            ("category", category ?? Slug), ("from", FromText), ("to", ToText), ("stock", stock ?? InStock ? "true" : null), ("sort", sort ?? SortText),
            ("after", after), ("at", after is null ? null : (At + Goods.Items.Count).ToString()),
        };
        return "/goods" + QueryString.Create(parts.Where(p => !string.IsNullOrEmpty(p.Item2)).Select(p => KeyValuePair.Create(p.Item1, p.Item2)));
    }

    private static long? Hundredths(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var major) && major is >= 0 and < 100_000_000 ? (long)(major * 100) : null;
}
