using Kaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Payments;

internal enum RefundState { Due, Done, Parked }

/// <summary>Money to go back. Written down with the reason's own change; the bank is asked after the commit, again and again until it has done it, under one id.</summary>
internal sealed class Refund
{
    private const int MostAttempts = 12;

    public long Id { get; init; }
    public required long PaymentId { get; init; }
    public required long OrderId { get; init; }
    public long? SubOrderId { get; init; }
    public Money Amount { get; init; } = Money.Zero("CNY");
    public RefundState State { get; private set; }

    /// <summary>cancelled; of what came beside the order: late, twice, sum, surplus.</summary>
    public required string Reason { get; init; }
    public Instant At { get; init; }
    public Instant? DoneAt { get; private set; }
    public Instant NextAt { get; private set; }
    public int Attempts { get; private set; }
    public string Error { get; private set; } = "";
    public long Version { get; private set; }

    public void Finish(Instant now) => (State, DoneAt, Error) = (RefundState.Done, now, "");

    public void TryAgain(Instant now) => (State, Attempts, NextAt) = (RefundState.Due, 0, now);

    public void Postpone(Instant now, string error)
    {
        Error = error.CutTo(200);
        if (++Attempts >= MostAttempts) State = RefundState.Parked;
        NextAt = now.Plus(TimeSpan.FromSeconds(Math.Min(3600, 5 << Attempts)));
    }

    public static void Map(ModelBuilder model) => model.Entity<Refund>(e =>
    {
        e.ToTable("goods_refunds", t => t.HasCheckConstraint("ck_goods_refunds_amount", "amount_minor > 0"));
        e.Property(r => r.Reason).HasMaxLength(20);
        e.Property(r => r.Error).HasMaxLength(200);
        e.HasOne<Payment>().WithMany().HasForeignKey(r => r.PaymentId).OnDelete(DeleteBehavior.Restrict);
        e.HasIndex(r => new { r.State, r.NextAt });
        e.HasIndex(r => r.OrderId);
        e.HasIndex(r => new { r.PaymentId, r.SubOrderId }).IsUnique();
    });
}
