using Kaki.Goods.Catalogue;
using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Goods.Console;

/// <summary>The shelves of the market in their order, and a form that adds one at the end.</summary>
internal sealed class CategoriesPageModel(ListCategories list, PutCategory put) : PageModel, IShowAgain
{
    [BindProperty] public string? Slug { get; set; }
    [BindProperty] public string? NameZh { get; set; }
    [BindProperty] public string? NameEn { get; set; }
    [BindProperty] public string? Parent { get; set; }
    public IReadOnlyList<Category> Shelves { get; private set; } = [];

    public Task OnGet() => Fill(HttpContext.Caller());

    public async Task<IActionResult> OnPost()
    {
        var last = (await list.All()).Select(c => c.Position).DefaultIfEmpty(-1).Max();
        var slug = (Slug ?? "").Trim();
        await put.Run(HttpContext.Caller(), slug, new(new(NameZh ?? "", NameEn ?? ""), Parent, last + 1, []), adding: true);
        return Redirect($"/console/categories/{slug}?done=category_put");
    }

    public async Task Fill(Caller caller)
    {
        caller.Require(Rights.Operate);
        Shelves = await list.All();
    }
}
