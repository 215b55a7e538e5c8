using Kaki.Kernel;
using Kaki.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Goods.Merchants;

/// <summary>The office of somebody without a shop: who opens one, and what they want to know.</summary>
internal sealed class NoShopPageModel(Seats seats, HouseKeepers keepers) : PageModel
{
    private const int MostKeepers = 6;
    public IReadOnlyList<PersonCard> Keepers { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        if (await seats.Find(HttpContext.Caller()) is not null) return Redirect("/office");
        Keepers = await keepers.Run(MostKeepers);
        return Page();
    }
}
