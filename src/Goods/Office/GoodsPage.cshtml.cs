using Kaki.Goods.Catalogue;
using Kaki.Goods.Merchants;
using Kaki.Kernel.Http;
using Kaki.Kernel;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Goods.Office;

/// <summary>The shop's goods, with what can be done to many at once.</summary>
internal sealed class GoodsPageModel(Seats seats, OfficeGoods goods, PutOnSale put) : PageModel, IShowAgain
{
    [BindProperty(SupportsGet = true)] public string? Q { get; set; }
    [BindProperty(SupportsGet = true)] public ProductState? State { get; set; }
    [BindProperty(SupportsGet = true)] public bool Low { get; set; }

    public Seat Seat { get; private set; } = null!;
    public Page<OfficeGoods.Row> Goods { get; private set; } = new([], null);
    public IReadOnlyDictionary<ProductState, int> Counts { get; private set; } = new Dictionary<ProductState, int>();

    public Task OnGet(string? after) => Show(HttpContext.Caller(), after);
    public Task Fill(Caller caller) => Show(caller, null);

    public async Task<IActionResult> OnPost([FromForm] Id[] ids, [FromForm] string act)
    {
        await put.Run(HttpContext.Caller(), new(ids, act == "on"));
        return this.SeeOther(With());
    }

    public string With(string? after = null, string? state = "")
    {
        var all = new Dictionary<string, string?> { ["q"] = Q, ["state"] = state == "" ? State?.ToString() : state, ["low"] = Low ? "true" : null, ["after"] = after };
        return "/office/goods" + QueryString.Create(all.Where(p => !string.IsNullOrEmpty(p.Value)));
    }

    private async Task Show(Caller caller, string? after)
    {
        Seat = await seats.Of(caller);
        Counts = await goods.Counts(Seat.ShopId);
        Goods = await goods.Run(caller, new(Q, State, null, Low, Cursor.Of(after)));
    }
}
