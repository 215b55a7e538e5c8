using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Kaki.Goods.Payments;

/// <summary>The browser comes back from the bank. What it says is not believed: the bank is asked.</summary>
internal sealed class ReturnFromPayment(AppDb db, AskBank ask, ILogger<ReturnFromPayment> log)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/pay/{payment}/return", async (Id payment, HttpContext http, Caller caller, ReturnFromPayment back) => http.SeeOther(await back.Run(caller, payment, http.RequestAborted))).ExcludeFromDescription();

    public async Task<string> Run(Caller caller, Id id, CancellationToken cancel)
    {
        if (caller.MemberId is not { } me) return "/sign-in?return=" + Uri.EscapeDataString($"/pay/{id}/return");
        var payment = await db.Set<Payment>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id.Value && p.BuyerId == me, cancel) ?? throw Refusal.Missing();
        try
        {
            await ask.About(id, "return", cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested) // whatever a bank throws: a client that waited too long calls it cancelled
        {
            log.LogWarning(e, "The bank did not answer about payment {Id}; it is asked again by the schedule", payment.Id);
        }
        return $"/orders/{new Id(payment.OrderId)}";
    }
}
