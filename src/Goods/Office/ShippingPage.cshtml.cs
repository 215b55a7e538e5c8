using Kaki.Goods.Merchants;
using Kaki.Kernel.Http;
using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Goods.Office;

/// <summary>The shop's shipping terms; a clerk may read them.</summary>
internal sealed class ShippingPageModel(Seats seats, SetShipping set) : PageModel, IShowAgain
{
    [BindProperty] public string? Flat { get; set; }
    [BindProperty] public string? FreeFrom { get; set; }
    [BindProperty] public string? DispatchDays { get; set; }
    [BindProperty] public List<string> Excluded { get; set; } = [];
    [BindProperty] public long? Version { get; set; }
    public Seat Seat { get; private set; } = null!;

    public async Task OnGet()
    {
        await Fill(HttpContext.Caller());
        var rule = await set.Read(Seat.ShopId);
        (Flat, FreeFrom, DispatchDays, Excluded, Version) = (rule.Flat.Plain, rule.FreeFrom is { } free ? free.Plain : "", rule.DispatchDays.ToString(), [.. rule.Excluded], rule.Version);
    }

    public async Task<IActionResult> OnPost()
    {
        var caller = HttpContext.Caller();
        var currency = (await seats.Of(caller, StaffRole.Owner)).Merchant.Currency;
        if (!int.TryParse(DispatchDays, out var days)) throw Refusal.Invalid("dispatchDays", "goods.shipping.days", ShippingRule.MostDays);
        await set.Run(caller, new(Amount.Read(Flat, currency, "flat"), Amount.Optional(FreeFrom, currency, "freeFrom"), days, Excluded, Version));
        return this.SeeOther("/office/shipping?done=saved");
    }

    public async Task Fill(Caller caller) => Seat = await seats.Of(caller);
}
