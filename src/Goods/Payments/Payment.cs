using Kaki.Goods.Orders;
using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Payments;

/// <summary><c>Parked</c>: the bank tells of another sum than was asked; the order is not paid until an operator says so. <c>Returned</c>: the operator gave that sum back.</summary>
internal enum PaymentState { Begun, Paid, Failed, Parked, Returned }

/// <summary>One attempt to pay one order.</summary>
internal sealed class Payment
{
    public const int MostAttempts = 20;
    private static readonly TimeSpan[] Patience = [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30)];

    public long Id { get; init; }
    public required long OrderId { get; init; }
    public required long BuyerId { get; init; }

    /// <summary>From 1; with the order unique, so that two windows begin one attempt.</summary>
    public required int Attempt { get; init; }
    public required string Provider { get; init; }
    public PaymentState State { get; private set; }

    /// <summary>What was asked; once an operator let another sum count or gave it back, what came.</summary>
    public Money Amount { get; private set; } = Money.Zero("CNY");

    /// <summary>The bank's own name for it; null until the bank has answered.</summary>
    public string? Reference { get; private set; }
    public string? RedirectUrl { get; private set; }
    public long RefundedMinor { get; private set; }
    public Instant BegunAt { get; init; }
    public Instant? SettledAt { get; private set; }
    public string Why { get; private set; } = "";

    /// <summary>When the bank is asked next, should it not speak by itself; null: no more.</summary>
    public Instant? AskAt { get; private set; }
    public int Asked { get; private set; }
    public long Version { get; private set; }

    public static Payment Begin(long id, Order order, int attempt, string provider, Instant now) => new()
    {
        Id = id, OrderId = order.Id, BuyerId = order.BuyerId, Attempt = attempt, Provider = provider, Amount = order.Total, BegunAt = now, AskAt = now.Plus(Patience[0]),
    };

    public void Opened(string reference, string redirectUrl) => (Reference, RedirectUrl) = (reference, redirectUrl);

    public void Settle(Instant now) => (State, SettledAt, AskAt) = (PaymentState.Paid, now, null);
    public void Fail(Instant now, string why) => (State, SettledAt, AskAt, Why) = (PaymentState.Failed, now, null, why.CutTo(200));
    public void Park(Instant now, string why) => (State, SettledAt, AskAt, Why) = (PaymentState.Parked, now, null, why.CutTo(200));

    /// <summary>Another sum than was asked counts.</summary>
    public void Accept(Money came, Instant now)
    {
        if (came.Currency != Amount.Currency) throw new Refusal("payment.currency", 409, came.ToString());
        Amount = came;
        Settle(now);
    }

    /// <summary>What of a sum that is due can go back: no more than is left of what came.</summary>
    public Money Left(Money due, IEnumerable<long> given) => new(Math.Min(due.Minor, Amount.Minor - given.Sum()), Amount.Currency);

    /// <summary>What came does not count, and goes back.</summary>
    public void Return(Money came, Instant now)
    {
        if (came.Minor > 0) Amount = came;
        (State, SettledAt, AskAt, Why) = (PaymentState.Returned, now, null, $"{came.Minor} {came.Currency}");
    }

    /// <summary>The bank had nothing new; ask again later, after two days once a day: a page of the bank may stand open for long. Of one it never opened nothing will come.</summary>
    public void AskAgain(Instant now)
    {
        Asked++;
        var old = now > BegunAt.Plus(TimeSpan.FromDays(2));
        AskAt = old && Reference is null ? null : now.Plus(old ? TimeSpan.FromDays(1) : Patience[Math.Min(Asked, Patience.Length - 1)]);
    }

    /// <summary>Counts what went back. A payment returned before its sum was kept still says what was asked: of it nothing is counted.</summary>
    public void Refunded(Money amount)
    {
        var fits = amount.Currency == Amount.Currency && RefundedMinor + amount.Minor <= Amount.Minor;
        if (State == PaymentState.Returned && !fits) return;
        if (!fits) throw new InvalidOperationException($"Payment {Id} cannot give back more than was paid.");
        RefundedMinor += amount.Minor;
    }

    public static void Map(ModelBuilder model)
    {
        model.Entity<Payment>(e =>
        {
            e.ToTable("goods_payments", t => t.HasCheckConstraint("ck_goods_payments_refunded", "refunded_minor between 0 and amount_minor"));
            e.Property(p => p.Provider).HasMaxLength(20);
            e.Property(p => p.Reference).HasMaxLength(80);
            e.Property(p => p.RedirectUrl).HasMaxLength(500);
            e.Property(p => p.Why).HasMaxLength(200);
            e.HasOne<Order>().WithMany().HasForeignKey(p => p.OrderId).OnDelete(DeleteBehavior.Restrict);
            e.HasIndex(p => new { p.OrderId, p.Attempt }).IsUnique();
            e.HasIndex(p => new { p.State, p.AskAt });
        });
        PaymentNote.Map(model);
        Refund.Map(model);
        WebhookSeen.Map(model);
    }
}
