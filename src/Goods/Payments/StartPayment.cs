using Kaki.Goods.Checkout;
using Kaki.Goods.Orders;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Http;
using Kaki.Kernel.Idempotency;
using Kaki.Kernel.Refusals;
using Kaki.Trust.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Kaki.Goods.Payments;

/// <summary>Begins to pay an order, or goes on with the attempt that is open: repeated, also after a bank that was away, it leads to the same page.</summary>
internal sealed class StartPayment(AppDb db, IEnumerable<IPaymentProvider> providers, RateLimit limit, TimeProvider clock, ILogger<StartPayment> log)
{
    public sealed record Input(string Provider = "sandbox");
    public sealed record Answer(Id Payment, string PayUrl);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/orders/{id}/pay", async (Id id, Input input, HttpContext http, Caller caller, StartPayment start) => TypedResults.Ok(await start.Run(caller, id, input.Provider, http)))
            .WithName("payOrder").WithSummary("Begin to pay, or go on: where the buyer pays").WithTags("orders").ProducesProblem(404).ProducesProblem(409).WithMetadata(OnceOnly.NotNeeded);
        routes.MapPost("/orders/{id}/pay", async (Id id, HttpContext http, Caller caller, StartPayment start) => http.SeeOther((await start.Run(caller, id, "sandbox", http)).PayUrl)).ExcludeFromDescription().WithMetadata(OnceOnly.NotNeeded);
    }

    public IPaymentProvider Require(string name) => providers.FirstOrDefault(p => p.Name == name) ?? throw CheckoutRefusals.Provider();

    public async Task<Answer> Run(Caller caller, Id id, string provider, HttpContext http)
    {
        var me = caller.Member;
        await limit.Take("order.pay", me.ToString(), 60, TimeSpan.FromHours(1));
        Require(provider);
        var payment = await db.Write(async () =>
        {
            await db.Turn(id);
            var order = await db.Set<Order>().SingleOrDefaultAsync(o => o.Id == id.Value && o.BuyerId == me) ?? throw Refusal.Missing();
            var now = Instant.Now(clock);
            if (order.State != OrderState.Placed) throw OrderRefusals.State();
            if (!order.MayBePaid(now)) throw OrderRefusals.PayTime();
            var open = await db.Set<Payment>().Where(p => p.OrderId == order.Id && p.State == PaymentState.Begun && p.Provider == provider).OrderBy(p => p.Id).FirstOrDefaultAsync();
            return open?.Id ?? await Begin(order, provider, now);
        });
        return new(payment, await Open(payment, http) ?? throw new Refusal("payment.unreachable", 503) { RetryAfter = 30 });
    }

    /// <summary>Inside a write: notes down that the order is about to be paid.</summary>
    public async Task<long> Begin(Order order, string provider, Instant now)
    {
        var before = await db.Set<Payment>().CountAsync(p => p.OrderId == order.Id);
        if (before >= Payment.MostAttempts) throw new Refusal("payment.attempts", 422, Payment.MostAttempts);
        var payment = Payment.Begin(db.NextId(), order, before + 1, provider, now);
        db.Add(payment);
        db.Note(payment.Id, "begun", "checkout", now);
        return payment.Id;
    }

    /// <summary>After the commit: asks the bank for its page. Cut off here, the order page asks again; the bank knows the payment by its id.</summary>
    /// <returns>Null where the bank did not answer: the order stands all the same.</returns>
    public async Task<string?> Open(long paymentId, HttpContext http)
    {
        try
        {
            return await Page(paymentId, http);
        }
        catch (Exception e)
        {
            log.LogWarning(e, "The bank did not open payment {Id}", paymentId);
            return null;
        }
    }

    private async Task<string> Page(long paymentId, HttpContext http)
    {
        var payment = await db.Set<Payment>().AsNoTracking().SingleAsync(p => p.Id == paymentId);
        if (payment.RedirectUrl is { } known) return known;
        var opened = await Require(payment.Provider).Begin(payment.Id, payment.Amount, PublicAddress.Of(http, $"/pay/{new Id(payment.Id)}/return"), http.RequestAborted);
        try
        {
            await db.Write(async () =>
            {
                var row = await db.Set<Payment>().SingleAsync(p => p.Id == paymentId);
                if (row.Reference is not null) return;
                row.Opened(opened.Reference, opened.RedirectUrl);
                db.Note(paymentId, "opened", "checkout", Instant.Now(clock));
            });
        }
        catch (DbUpdateConcurrencyException)
        {
            // The other window was first; the bank gave both the same charge.
        }
        return opened.RedirectUrl;
    }
}

internal static class PaymentHistory
{
    public static void Note(this AppDb db, long paymentId, string kind, string from, Instant at, string detail = "") =>
        db.Add(new PaymentNote { Id = db.NextId(), PaymentId = paymentId, Kind = kind, From = from, Detail = detail.CutTo(200), At = at });
}
