using Kaki.Goods.Catalogue;
using Kaki.Goods.Merchants;
using Kaki.Goods.Stock;
using Kaki.Kernel;
using Kaki.Kernel.Paging;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Goods.Office;

/// <summary>What lies on the shelves.</summary>
internal sealed class StockPageModel(Seats seats, ListStock stock) : PageModel
{
    [BindProperty(SupportsGet = true)] public string? Q { get; set; }
    [BindProperty(SupportsGet = true)] public bool Low { get; set; }
    public Seat Seat { get; private set; } = null!;
    public Page<ListStock.Row> Stock { get; private set; } = new([], null);

    public async Task OnGet(string? after)
    {
        var caller = HttpContext.Caller();
        Seat = await seats.Of(caller);
        Stock = await stock.Run(caller, Q, Low, Cursor.Of(after));
    }

    public string More(string after) => "/office/stock" + QueryString.Create(new Dictionary<string, string?> { ["q"] = Q, ["low"] = Low ? "true" : null, ["after"] = after }.Where(p => !string.IsNullOrEmpty(p.Value)));
}
