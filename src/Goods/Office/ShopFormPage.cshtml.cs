using Kaki.Goods.Merchants;
using Kaki.Kernel.Http;
using Kaki.Kernel;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Goods.Office;

/// <summary>What the shop says of itself; a clerk may read it.</summary>
[TakesPictures]
internal sealed class ShopFormPageModel(Seats seats, EditShop edit, AddPicture add) : PageModel, IShowAgain
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

    /// <summary>Pictures come as ids from the script's upload, or as files of the plain form.</summary>
    public async Task<IActionResult> OnPost(IFormFile? signFile, IFormFile? coverFile)
    {
        var caller = HttpContext.Caller();
        (Sign, Cover) = (Sent("sign.id"), Sent("cover.id"));
        Sign = await Brought(caller, signFile) ?? Sign;
        Cover = await Brought(caller, coverFile) ?? Cover;
        await edit.Run(caller, new(new(NameZh ?? "", NameEn ?? ""), new(AboutZh ?? "", AboutEn ?? ""), new(FromZh ?? "", FromEn ?? ""), Sign, Cover, Open, Version));
        return this.SeeOther("/office/shop?done=saved");
    }

    public async Task Fill(Caller caller) => Seat = await seats.Of(caller);

    private async Task<Id?> Brought(Caller caller, IFormFile? file)
    {
        if (file is null or { Length: 0 }) return null;
        await using var content = file.OpenReadStream();
        return (await add.Run(caller, content, PicturePurpose.Shop, file.Length, HttpContext.RequestAborted)).Id;
    }

    private Id? Sent(string field) => Id.TryParse(Request.Form[field], out var id) ? id : null;
}
