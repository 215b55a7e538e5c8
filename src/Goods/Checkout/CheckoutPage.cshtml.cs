using Kaki.Goods.Addresses;
using Kaki.Goods.Cart;
using Kaki.Goods.Orders;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Goods.Checkout;

internal sealed class CheckoutPageModel(AppDb db, Basket basket, KeepAddress addresses, PlaceOrder place, OrderSettings settings) : PageModel, IShowAgain
{
    public sealed record Shop(Id Id, string Name, IReadOnlyList<BasketLine> Lines, Sum Sum, int DispatchDays, bool Reached);

    [BindProperty(SupportsGet = true)] public Id? Sku { get; set; }
    [BindProperty(SupportsGet = true)] public int N { get; set; } = 1;
    [BindProperty(SupportsGet = true)] public Id? Address { get; set; }

    public KeepAddress.View? To { get; private set; }
    public IReadOnlyList<Shop> Shops { get; private set; } = [];
    public IReadOnlyList<BasketLine> Left { get; private set; } = [];
    public Sum? Total { get; private set; }
    public bool ManyCurrencies { get; private set; }
    public IReadOnlyDictionary<string, string> Messages { get; private set; } = new Dictionary<string, string>();
    public int PayMinutes => settings.PayMinutes;

    /// <summary>New for each showing: two clicks on one form are one order, a form shown again is another.</summary>
    public Id Key { get; private set; }
    public string Self => Sku is { } sku ? $"/checkout?sku={sku}&n={N}" : "/checkout";
    public bool Ready => To is not null && Total is not null && Shops.All(s => s.Reached);

    public async Task<IActionResult> OnGet()
    {
        var caller = HttpContext.Caller();
        if (!caller.SignedIn) return Redirect("/sign-in?return=" + Uri.EscapeDataString(Self));
        await Fill(caller);
        return Shops.Count == 0 && Left.Count == 0 ? Redirect("/cart") : Page();
    }

    public async Task<IActionResult> OnPost(string[]? seen, long total, Dictionary<string, string>? messages, string? provider)
    {
        Messages = messages ?? [];
        var lines = (seen ?? []).Select(PlaceOrder.Seen.Parse).OfType<PlaceOrder.Seen>().ToList();
        var done = await place.Run(HttpContext.Caller(), new(Address ?? throw CheckoutRefusals.Address(), lines, total, Messages, Sku is not null, provider ?? "sandbox"), HttpContext);
        return Redirect(done.PayUrl ?? $"/orders/{done.Order}");
    }

    public async Task Fill(Caller caller)
    {
        var me = caller.Member;
        Key = db.NextId();
        var book = await addresses.List(caller);
        To = Address is { } id ? book.FirstOrDefault(a => a.Id == id) ?? book.FirstOrDefault() : book.FirstOrDefault();
        var lines = Sku is { } sku ? await basket.OfOne(sku, Math.Clamp(N, 1, CartLine.MostPieces)) : await basket.OfCart(me, pickedOnly: true);
        Left = [.. lines.Where(l => l.Trouble != Trouble.None)];
        Shops = [.. lines.Where(l => l.Trouble == Trouble.None).GroupBy(l => l.Shop.Id).Select(g => ShopOf([.. g], caller))];
        var currencies = Shops.Select(s => s.Sum.Goods.Currency).Distinct().ToList();
        ManyCurrencies = currencies.Count > 1;
        if (currencies.Count == 1 && Left.Count == 0) Total = Sum.Of(currencies[0], Shops.Select(s => s.Sum));
    }

    private Shop ShopOf(List<BasketLine> lines, Caller caller)
    {
        var rule = lines[0].Rule;
        return new(lines[0].Shop.Id, lines[0].Shop.Name.For(caller), lines, Sum.Of(lines), rule?.DispatchDays ?? 2, To is null || rule is null || rule.Reaches(To.Region));
    }
}
