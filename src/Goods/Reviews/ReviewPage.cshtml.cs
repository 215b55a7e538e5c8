using Kaki.Goods.Catalogue;
using Kaki.Kernel;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Goods.Reviews;

/// <summary>One review by its address; a hidden one for its author and moderators, with the reason.</summary>
internal sealed class ReviewPageModel(ListReviews list, ShowProduct show) : PageModel
{
    public ReviewView Review { get; private set; } = null!;
    public ProductView Product { get; private set; } = null!;

    public async Task OnGet(Id id)
    {
        var caller = HttpContext.Caller();
        Review = await list.One(caller, id);
        Product = await show.Run(caller, Review.ProductId);
    }
}
