using Kaki.Goods.Cart;
using Kaki.Goods.Orders;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Kaki.Trust.Auditing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Kaki.Goods.Payments;

/// <summary>
/// An operator decides about money that stands still: a payment of another sum than was asked counts as paid or goes back,
/// a refund the bank did not take on is asked for again. Every decision is in the audit, that about a payment with its reason.
/// </summary>
internal sealed class DecidePayment(AppDb db, SettlePayment settle, SendRefunds refunds, IEnumerable<IPaymentProvider> providers, TimeProvider clock, ILogger<DecidePayment> log)
{
    public sealed record Reason(string? Why);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1").WithTags("operators");
        group.MapPost("/payments/{id}/acceptance", async Task<NoContent> (Id id, Reason reason, Caller caller, DecidePayment decide, CancellationToken cancel) => { await decide.Accept(caller, id, reason.Why, cancel); return TypedResults.NoContent(); })
            .WithName("acceptPayment").WithSummary("Let a payment of another sum count as paid (operators)").ProducesProblem(404).ProducesProblem(409);
        group.MapPost("/payments/{id}/return", async Task<NoContent> (Id id, Reason reason, Caller caller, DecidePayment decide, CancellationToken cancel) => { await decide.GiveBack(caller, id, reason.Why, cancel); return TypedResults.NoContent(); })
            .WithName("returnPayment").WithSummary("Give back what came of a payment of another sum (operators)").ProducesProblem(404).ProducesProblem(409);
        group.MapPost("/refunds/{id}/retry", async Task<NoContent> (Id id, Caller caller, DecidePayment decide) => { await decide.Retry(caller, id); return TypedResults.NoContent(); })
            .WithName("retryRefund").WithSummary("Ask the bank again for a refund it did not take on (operators)").ProducesProblem(404).ProducesProblem(409);
    }

    /// <summary>The order is paid: of too little the house bears the difference, what is too much goes back.</summary>
    /// <returns>The order.</returns>
    public async Task<Id> Accept(Caller caller, Id id, string? why, CancellationToken cancel)
    {
        var reason = Checked(caller, why);
        var came = await Came(id, cancel); // asked before the transaction: the bank may take its time
        var (order, surplus) = await db.Write(async () =>
        {
            var (payment, of) = await Parked(id);
            if (of.State != OrderState.Placed) throw new Refusal("payment.order_over", 409);
            var now = Instant.Now(clock);
            payment.Accept(came, now);
            await settle.Pay(of, came, now);
            db.Note(payment.Id, "accepted", "operator", now, reason);
            Audit.Add(db, caller, "payment.accept", $"payment:{id}", reason);
            return (new Id(of.Id), came.Minor > of.Total.Minor ? Due(payment, came - of.Total, "surplus", now) : (long?)null);
        }, cancel);
        if (surplus is { } refund) await refunds.Try(refund, cancel);
        return order;
    }

    /// <summary>What the bank holds goes back, however much it is; the order stays payable while its time lasts.</summary>
    public async Task<Id> GiveBack(Caller caller, Id id, string? why, CancellationToken cancel)
    {
        var reason = Checked(caller, why);
        var came = await Came(id, cancel);
        var (order, refund) = await db.Write(async () =>
        {
            var (payment, of) = await Parked(id);
            var now = Instant.Now(clock);
            payment.Return(came, now);
            Audit.Add(db, caller, "payment.return", $"payment:{id}", reason);
            return (new Id(of.Id), came.Minor > 0 ? Due(payment, came, "sum", now) : (long?)null); // nothing came: there is nothing to send back
        }, cancel);
        if (refund is { } due) await refunds.Try(due, cancel);
        return order;
    }

    public async Task<Id> Retry(Caller caller, Id id)
    {
        caller.Require(Rights.Operate);
        var order = await db.Write(async () =>
        {
            var refund = await db.Set<Refund>().SingleOrDefaultAsync(r => r.Id == id.Value) ?? throw Refusal.Missing();
            if (refund.State != RefundState.Parked) throw OrderRefusals.State();
            refund.TryAgain(Instant.Now(clock));
            Audit.Add(db, caller, "refund.retry", $"refund:{id}", null);
            return new Id(refund.OrderId);
        });
        await refunds.Try(id);
        return order;
    }

    private long Due(Payment payment, Money amount, string why, Instant now)
    {
        var refund = new Refund { Id = db.NextId(), PaymentId = payment.Id, OrderId = payment.OrderId, Amount = amount, Reason = why, At = now };
        db.Add(refund);
        db.Note(payment.Id, "refund_due", "operator", now, amount.ToString());
        return refund.Id;
    }

    private static string Checked(Caller caller, string? why)
    {
        caller.Require(Rights.Operate);
        return why?.Trim() is { Length: > 0 and <= 200 } reason ? reason : throw Refusal.Invalid("why", "payment.why", 200);
    }

    private async Task<(Payment, Order)> Parked(Id id)
    {
        var payment = await db.Set<Payment>().SingleOrDefaultAsync(p => p.Id == id.Value) ?? throw Refusal.Missing();
        if (payment.State != PaymentState.Parked) throw OrderRefusals.State();
        return (payment, await db.Set<Order>().SingleAsync(o => o.Id == payment.OrderId));
    }

    private async Task<Money> Came(Id id, CancellationToken cancel)
    {
        var payment = await db.Set<Payment>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id.Value, cancel) ?? throw Refusal.Missing();
        if (payment is not { State: PaymentState.Parked, Reference: { } reference }) throw OrderRefusals.State();
        try
        {
            return (await providers.Single(p => p.Name == payment.Provider).Query(reference, cancel)).Amount;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            log.LogWarning(e, "The bank did not answer about payment {Id}", id);
            throw new Refusal("payment.unreachable", 503) { RetryAfter = 30 };
        }
    }
}
