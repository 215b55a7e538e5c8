using Kaki.Goods;
using Kaki.Goods.Merchants;
using Kaki.Kernel;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Host.Desk.Shops;

internal sealed class ShopsPageModel(ListShops list, OpenShop open, PeopleReads people) : PageModel, IShowAgain
{
    [BindProperty(SupportsGet = true)] public string? After { get; set; }
    [BindProperty] public string? Owner { get; set; }
    [BindProperty] public string? Slug { get; set; }
    [BindProperty] public string? NameZh { get; set; }
    [BindProperty] public string? NameEn { get; set; }
    [BindProperty] public string? FromZh { get; set; }
    [BindProperty] public string? FromEn { get; set; }
    [BindProperty] public string? Currency { get; set; }

    public Page<ListShops.Row> Shops { get; private set; } = new([], null);
    public IReadOnlyDictionary<long, PersonCard> Owners { get; private set; } = new Dictionary<long, PersonCard>();

    public Task OnGet() => Fill(HttpContext.Caller());

    public async Task<IActionResult> OnPost()
    {
        var caller = HttpContext.Caller().Require(Rights.Operate);
        var owner = await people.IdOf((Owner ?? "").Trim().TrimStart('@')) ?? throw Refusal.Invalid("Owner", "desk.shop.owner");
        await open.Run(caller, new(owner, (Slug ?? "").Trim(), new Text2(NameZh ?? "", NameEn ?? ""), Text2.None, new Text2(FromZh ?? "", FromEn ?? ""), (Currency ?? "CNY").Trim().ToUpperInvariant()));
        return Redirect("/console/shops?done=shop_opened");
    }

    public async Task Fill(Caller caller)
    {
        Shops = await list.Run(caller, Cursor.Of(After));
        Owners = await people.Cards([.. Shops.Items.Select(s => s.OwnerId).OfType<Id>().Select(id => id.Value)]);
    }
}
