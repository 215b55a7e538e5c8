using Kaki.Goods.Merchants;
using Kaki.Goods.Payments;
using Kaki.Goods.Reviews;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.Kernel.Words;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Orders;

internal sealed class OrderPageModel(AppDb db, ReadOrder read, Words words) : PageModel
{
    [BindProperty(SupportsGet = true)] public Id Id { get; set; }
    public ReadOrder.View Order { get; private set; } = null!;

    /// <summary>How far it has come, from 0: placed, paid, sent, received, reviewed.</summary>
    public int Reached { get; private set; }
    public bool Off => Order.State == OrderState.Cancelled;

    /// <summary>What was paid for it: another sum than the total where an operator let less count. What came beyond the total goes back, and never was for it.</summary>
    public Money Paid => Order.History.FirstOrDefault(s => s.Kind == StepKind.Paid)?.Amount is { } came && came < Order.Total ? came : Order.Total;

    /// <summary>What of that was given back, all together.</summary>
    public Money? GoneBack { get; private set; }
    public string Headline => Order.State switch
    {
        OrderState.Placed => Order.MayPay ? "order.head.pay" : "order.head.closing",
        OrderState.Cancelled => "order.head.off",
        OrderState.Done => "order.head.done",
        _ => Reached switch { >= 3 => "order.head.received", 2 => "order.head.sent", _ => "order.head.paid" },
    };

    public async Task<IActionResult> OnGet()
    {
        var caller = HttpContext.Caller();
        if (!caller.SignedIn) return Redirect("/sign-in?return=" + Uri.EscapeDataString($"/orders/{Id}"));
        try
        {
            Order = await read.Run(caller, Id);
        }
        catch (Refusal r) when (r.Status == 404)
        {
            // A notice leads the shop's people here too.
            return await OfShop(caller) is { } part ? Redirect($"/office/orders/{new Id(part)}") : throw Refusal.Missing();
        }
        var back = await db.Set<Refund>().Where(r => r.OrderId == Id.Value && r.State == RefundState.Done && r.Reason == "cancelled").SumAsync(r => r.Amount.Minor);
        if (back > 0) GoneBack = new Money(back, Order.Total.Currency);
        var live = Order.Parts.Where(p => p.State != SubState.Cancelled).ToList();
        Reached = Order.State == OrderState.Placed ? 0 : live.Count == 0 ? 1 : live.Min(p => p.State switch { SubState.Placed => 0, SubState.Paid or SubState.PartShipped => 1, SubState.Shipped => 2, _ => 3 });
        if (Reached == 3 && !await db.Unreviewed().AnyAsync(l => l.OrderId == Id.Value)) Reached = 4;
        return Page();
    }

    /// <summary>Why a part is off, or what is missing of one that was sent: in the house's words, or with what the shop said.</summary>
    public string WhyOff(ReadOrder.Part part)
    {
        var (kind, why) = (part.State == SubState.Cancelled ? "order.off." : "order.rest.", part.CancelReason ?? "");
        return why != "shop" && words.Has(kind + why) ? words[kind + why].Value : words[kind + "shop", why].Value;
    }

    private Task<long?> OfShop(Caller caller)
    {
        var me = caller.Member;
        return db.Set<SubOrder>().Where(s => s.OrderId == Id.Value && db.Set<Staff>().Any(x => x.MemberId == me && x.MerchantId == s.MerchantId)).Select(s => (long?)s.Id).FirstOrDefaultAsync();
    }
}
