using Kaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Payments;

/// <summary>One line of a payment's history: what was heard, from where, and what came of it. Only ever added.</summary>
internal sealed class PaymentNote
{
    public long Id { get; init; }
    public required long PaymentId { get; init; }

    /// <summary>begun, opened, paid, again, failed, late, twice, parked, accepted, refund_due, refunded, refund_failed.</summary>
    public required string Kind { get; init; }

    /// <summary>checkout, webhook, return, poll, house, operator.</summary>
    public required string From { get; init; }
    public string Detail { get; init; } = "";
    public Instant At { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<PaymentNote>(e =>
    {
        e.ToTable("goods_payment_notes");
        e.Property(n => n.Kind).HasMaxLength(20);
        e.Property(n => n.From).HasMaxLength(20);
        e.Property(n => n.Detail).HasMaxLength(200);
        e.HasOne<Payment>().WithMany().HasForeignKey(n => n.PaymentId).OnDelete(DeleteBehavior.Cascade);
        e.HasIndex(n => new { n.PaymentId, n.Id });
    });
}

/// <summary>A webhook that was heard, by the id the bank gave it: the same again changes nothing.</summary>
internal sealed class WebhookSeen
{
    /// <summary>"provider:webhook-id".</summary>
    public required string Id { get; init; }
    public long? PaymentId { get; init; }
    public Instant At { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<WebhookSeen>(e =>
    {
        e.ToTable("goods_webhooks");
        e.Property(w => w.Id).HasMaxLength(120);
        e.HasIndex(w => w.PaymentId);
        e.HasIndex(w => w.At);
    });
}
