using Kaki.Goods.Catalogue;
using Kaki.Kernel;
using Kaki.Kernel.Paging;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Goods.Reviews;

/// <summary>All reviews of a product.</summary>
internal sealed class ReviewsPageModel(ShowProduct show, ListReviews list) : PageModel
{
    [BindProperty(SupportsGet = true)] public string? Sort { get; set; }
    [BindProperty(SupportsGet = true)] public int? Stars { get; set; }
    [BindProperty(SupportsGet = true)] public bool Pictures { get; set; }

    public ProductView Product { get; private set; } = null!;
    public Page<ReviewView> Reviews { get; private set; } = new([], null);
    public bool Newest => Sort == "new";

    public async Task OnGet(Id id, string? after)
    {
        var caller = HttpContext.Caller();
        Product = await show.Run(caller, id);
        if (Stars is < 1 or > 5) Stars = null;
        Reviews = await list.Run(caller, new(id, Newest ? ReviewSort.New : ReviewSort.Helpful, Stars, Pictures, after));
    }

    public string With(string? sort = null, int? stars = -1, bool? pictures = null, string? after = null)
    {
        var all = new Dictionary<string, string?>
        {
            ["sort"] = sort ?? Sort, ["stars"] = (stars == -1 ? Stars : stars)?.ToString(), ["pictures"] = pictures ?? Pictures ? "true" : null, ["after"] = after,
        };
        return $"/goods/{Product.Id}/reviews" + Microsoft.AspNetCore.Http.QueryString.Create(all.Where(p => !string.IsNullOrEmpty(p.Value)));
    }
}
