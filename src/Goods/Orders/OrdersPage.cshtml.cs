using Kaki.Kernel;
using Kaki.Kernel.Paging;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Goods.Orders;

internal sealed class OrdersPageModel(ListOrders list) : PageModel
{
    [BindProperty(SupportsGet = true)] public string Tab { get; set; } = "all";
    public Page<ListOrders.Row> Orders { get; private set; } = new([], null);

    public async Task<IActionResult> OnGet(string? after)
    {
        var caller = HttpContext.Caller();
        if (!caller.SignedIn) return Redirect("/sign-in?return=%2Forders");
        if (!ListOrders.Tabs.Contains(Tab)) Tab = "all";
        Orders = await list.Run(caller, Tab, after);
        return Page();
    }
}
