using Kaki.Goods.Reviews;
using Kaki.Kernel;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Goods.Console;

internal sealed class ReviewsPageModel(ReviewsToModerate reviews, ModerateReview moderate) : PageModel, IShowAgain
{
    [BindProperty(SupportsGet = true)] public bool Hidden { get; set; }
    [BindProperty(SupportsGet = true)] public string? After { get; set; }
    [BindProperty] public Id Id { get; set; }
    [BindProperty] public ReviewMeasure Measure { get; set; }
    [BindProperty] public string? Why { get; set; }

    public Page<ReviewsToModerate.Row> Reviews { get; private set; } = new([], null);
    public string Here => $"/console/reviews?hidden={(Hidden ? "true" : "false")}";

    public Task OnGet() => Fill(HttpContext.Caller());

    public async Task<IActionResult> OnPost()
    {
        await moderate.Run(HttpContext.Caller(), Id, new(Measure, Why));
        return Redirect($"{Here}&done=review_{Measure.ToString().ToLowerInvariant()}");
    }

    public async Task Fill(Caller caller) => Reviews = await reviews.Run(caller, Hidden, Cursor.Of(After));
}
