using System.Text.Json;
using Kaki.Goods.Reviews;
using Kaki.Kernel;
using Kaki.Kernel.Faces;
using Kaki.Kernel.Http;
using Kaki.Kernel.Pictures;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Goods.Catalogue;

/// <summary>
/// A product: look, choose, buy. What a signed-out reader gets holds nothing personal, so it is the same bytes for all of them.
/// </summary>
internal sealed class ProductPageModel(ShowProduct show, PriceHistory history, ListReviews reviews, IEnumerable<INotesOfProduct> notes) : PageModel
{
    private const int FirstReviews = 3, Notes = 12, Plenty = 20, Steps = 8;

    public ProductView Product { get; private set; } = null!;
    public SkuView Chosen { get; private set; } = null!;
    public IReadOnlyList<ReviewView> Reviews { get; private set; } = [];
    public IReadOnlyList<NoteShelfItem> Shelf { get; private set; } = [];

    /// <summary>Notes that were made with AI are left out of the shelf.</summary>
    public bool WithoutAi => NoAi.Of(Request);

    /// <summary>What the chosen variant cost, the latest first; worth a line where it ever moved.</summary>
    public IReadOnlyList<PriceHistory.Step> Prices { get; private set; } = [];
    public string Canonical { get; private set; } = "";
    public bool OnSale => Product.State == ProductState.OnSale;
    public bool SoldOut => Product.Skus.All(s => s.Stock <= 0);

    public async Task OnGet(Id id, string? o0, string? o1, string? o2)
    {
        var caller = HttpContext.Caller();
        Product = await show.Run(caller, id);
        Chosen = Choose(o0, o1, o2);
        Prices = await history.Of(Chosen.Id, Steps);
        if (Product.Reviews.Count > 0) Reviews = (await reviews.Run(caller, new(id, Size: FirstReviews))).Items;
        foreach (var shelf in notes) Shelf = await shelf.Of(id, Notes, caller, WithoutAi);
        Canonical = PublicAddress.Of(HttpContext, $"/goods/{id}");
    }

    // What the address asks for; else the first that can be had; else the first.
    private SkuView Choose(params string?[] asked) =>
        Product.Skus.FirstOrDefault(s => s.Options.Count > 0 && s.Options.Select((o, i) => asked[i] == o).All(same => same)) ?? Product.Skus.FirstOrDefault(s => s.Stock > 0) ?? Product.Skus[0];

    /// <summary>A value is offered where some variant has it and pieces.</summary>
    public bool Offered(int option, string value) => Product.Skus.Any(s => s.Options[option] == value && s.Stock > 0);

    public GoodsPicture? PictureOf(int option, string value) =>
        Product.Skus.FirstOrDefault(s => s.Options[option] == value && s.PictureId is not null) is { } sku ? Product.Pictures.FirstOrDefault(p => p.Id == sku.PictureId) : null;

    public GoodsPicture? ChosenPicture => Product.Pictures.FirstOrDefault(p => p.Id == Chosen.PictureId) ?? Product.Pictures.FirstOrDefault();

    /// <summary>"42 in stock" near the end, "in stock" while there is plenty.</summary>
    public (string Key, bool Counted) StockWord => Chosen.Stock <= 0 ? ("goods.sold_out", false) : Chosen.Stock > Plenty ? ("goods.in_stock", false) : ("goods.left", true);

    /// <summary>The lowest price of 30 days is worth a line where the price moved within them.</summary>
    public bool PriceMoved => Chosen.Was is not null || Chosen.Lowest.Minor < Chosen.Price.Minor;

    public bool Free => Product.Shipping.Flat.Minor == 0 || Product.Shipping.FreeFrom is { } free && Chosen.Price.Minor >= free.Minor;

    /// <summary>What the choosing element needs (docs/front.md).</summary>
    public IHtmlContent SkuData => Script(new
    {
        currency = Product.Price.Currency,
        max = 99,
        skus = Product.Skus.Select(s => new
        {
            id = s.Id, options = s.Options, price = s.Price.Minor, was = s.Was?.Minor, stock = s.Stock,
            picture = Product.Pictures.Select((p, i) => (p, i)).Where(x => x.p.Id == s.PictureId).Select(x => new { src = Picture.UrlOf(x.p.Id, 320), width = x.p.Width, height = x.p.Height, color = x.p.Colour, slide = x.i }).FirstOrDefault(),
        }),
    });

    /// <summary>schema.org: Product with Offer, AggregateRating and Review, and the way here.</summary>
    public IHtmlContent StructuredData
    {
        get
        {
            var offer = new Dictionary<string, object?>
            {
                ["@type"] = "Offer", ["url"] = Canonical, ["price"] = Chosen.Price.Plain, ["priceCurrency"] = Chosen.Price.Currency,
                ["availability"] = "https://schema.org/" + (!OnSale ? "Discontinued" : SoldOut ? "OutOfStock" : "InStock"),
                ["seller"] = new Dictionary<string, object?> { ["@type"] = "Organization", ["name"] = Product.Shop.Name, ["url"] = PublicAddress.Of(HttpContext, $"/shops/{Product.Shop.Slug}") },
            };
            var product = new Dictionary<string, object?>
            {
                ["@context"] = "https://schema.org", ["@type"] = "Product", ["@id"] = Canonical, ["name"] = Product.Title, ["sku"] = Chosen.Code.Length > 0 ? Chosen.Code : Chosen.Id.ToString(),
                ["image"] = Product.Pictures.Select(p => PublicAddress.Of(HttpContext, p.Url)), ["description"] = Product.About.Length > 0 ? Product.About : Product.Title, ["category"] = Product.Category.Name, ["offers"] = offer,
            };
            if (Product.Brand.Length > 0) product["brand"] = new Dictionary<string, object?> { ["@type"] = "Brand", ["name"] = Product.Brand };
            if (Product.Reviews.Count > 0)
            {
                product["aggregateRating"] = new Dictionary<string, object?> { ["@type"] = "AggregateRating", ["ratingValue"] = Product.Reviews.Average, ["reviewCount"] = Product.Reviews.Count };
                product["review"] = Reviews.Select(r => new Dictionary<string, object?>
                {
                    ["@type"] = "Review", ["datePublished"] = r.At.ToString(), ["reviewBody"] = r.Text, ["author"] = new Dictionary<string, object?> { ["@type"] = "Person", ["name"] = r.Author?.Name ?? "-" },
                    ["reviewRating"] = new Dictionary<string, object?> { ["@type"] = "Rating", ["ratingValue"] = r.Stars },
                });
            }
            return Script(new object[] { product, Crumbs() });
        }
    }

    private Dictionary<string, object?> Crumbs()
    {
        var way = new List<(string Name, string Path)>();
        if (Product.Parent is { } parent) way.Add((parent.Name, $"/goods?category={parent.Slug}"));
        way.Add((Product.Category.Name, $"/goods?category={Product.Category.Slug}"));
        way.Add((Product.Title, $"/goods/{Product.Id}"));
        return new()
        {
            ["@context"] = "https://schema.org", ["@type"] = "BreadcrumbList",
            ["itemListElement"] = way.Select((w, i) => new Dictionary<string, object?> { ["@type"] = "ListItem", ["position"] = i + 1, ["name"] = w.Name, ["item"] = PublicAddress.Of(HttpContext, w.Path) }),
        };
    }

    // The default encoder writes < > & as \u escapes: no text can close the script element.
    private static HtmlString Script(object value) => new(JsonSerializer.Serialize(value, JsonSerializerOptions.Web));
}
