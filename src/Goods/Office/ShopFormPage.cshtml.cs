using Kaki.Goods.Merchants;
using Kaki.Kernel.Http;
using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Goods.Office;

/// <summary>What the shop says of itself; a clerk may read it.</summary>
internal sealed class ShopFormPageModel(Seats seats, EditShop edit) : PageModel, IShowAgain
{
    [BindProperty] public string? NameZh { get; set; }
    [BindProperty] public string? NameEn { get; set; }
    [BindProperty] public string? AboutZh { get; set; }
    [BindProperty] public string? AboutEn { get; set; }
    [BindProperty] public string? FromZh { get; set; }
    [BindProperty] public string? FromEn { get; set; }
    [BindProperty] public bool Open { get; set; }
    [BindProperty] public long? Version { get; set; }
    public Id? Sign { get; private set; }
    public Id? Cover { get; private set; }
    public Seat Seat { get; private set; } = null!;

    public async Task OnGet()
    {
        await Fill(HttpContext.Caller());
        var m = Seat.Merchant;
        (NameZh, NameEn, AboutZh, AboutEn, FromZh, FromEn) = (m.Name.Zh, m.Name.En, m.About.Zh, m.About.En, m.ShipsFrom.Zh, m.ShipsFrom.En);
        (Open, Version, Sign, Cover) = (m.State == MerchantState.Open, m.Version, m.SignId, m.CoverId);
    }

    public async Task<IActionResult> OnPost()
    {
        Sign = Sent("sign.id");
        Cover = Sent("cover.id");
        await edit.Run(HttpContext.Caller(), new(new(NameZh ?? "", NameEn ?? ""), new(AboutZh ?? "", AboutEn ?? ""), new(FromZh ?? "", FromEn ?? ""), Sign, Cover, Open, Version));
        return this.SeeOther("/office/shop");
    }

    public async Task Fill(Caller caller) => Seat = await seats.Of(caller);

    private Id? Sent(string field) => Id.TryParse(Request.Form[field], out var id) ? id : null;
}
