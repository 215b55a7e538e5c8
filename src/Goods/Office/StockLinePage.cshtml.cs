using Kaki.Goods.Catalogue;
using Kaki.Goods.Merchants;
using Kaki.Goods.Stock;
using Kaki.Kernel.Http;
using Kaki.Kernel;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Goods.Office;

/// <summary>One stock number explained: the lines it is the sum of, and the two ways to change it.</summary>
internal sealed class StockLinePageModel(Seats seats, ListStock stock, CountStock count) : PageModel, IShowAgain
{
    public Seat Seat { get; private set; } = null!;
    public ListStock.Row Row { get; private set; } = null!;
    public Page<ListStock.Movement> Lines { get; private set; } = new([], null);
    [BindProperty] public string? Pieces { get; set; }
    [BindProperty] public string? Note { get; set; }
    private Id id;

    public Task OnGet(Id id, string? after) => Show(HttpContext.Caller(), id, after);
    public Task Fill(Caller caller) => Show(caller, id, null);

    public async Task<IActionResult> OnPost(Id id, [FromForm] CountStock.Act act)
    {
        this.id = id;
        if (!int.TryParse(Pieces, out var pieces)) throw Refusal.Invalid("count", "goods.stock.count", StockBook.Most);
        await count.Run(HttpContext.Caller(), id, new(act, pieces, Note));
        return this.SeeOther($"/office/stock/{id}?done=saved");
    }

    private async Task Show(Caller caller, Id sku, string? after)
    {
        Seat = await seats.Of(caller);
        Row = await stock.One(caller, sku);
        Lines = await stock.Explain(caller, sku, Cursor.Of(after));
    }
}
