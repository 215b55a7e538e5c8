using Kaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Payments.Sandbox;

internal enum ChargeState { Open, Paid, Failed }

/// <summary>What the test bank knows of a payment. The bank's own table: the shop learns of it by asking or by webhook only.</summary>
internal sealed class SandboxCharge
{
    private static readonly TimeSpan OpenFor = TimeSpan.FromDays(1);

    public long Id { get; init; }

    /// <summary>The shop's name for the payment; one charge each.</summary>
    public required string Reference { get; init; }
    public Money Amount { get; init; } = Money.Zero("CNY");
    public Money Paid { get; private set; } = Money.Zero("CNY");
    public long RefundedMinor { get; private set; }
    public required string ReturnUrl { get; init; }
    public ChargeState State { get; private set; }
    public Instant At { get; init; }
    public long Version { get; private set; }

    /// <summary>As banks do, it waits a day for an answer, not for ever.</summary>
    public ChargeState StateAt(Instant now) => State == ChargeState.Open && now > At.Plus(OpenFor) ? ChargeState.Failed : State;

    /// <returns>False where it was answered before, or its day is over.</returns>
    public bool Answer(bool paid, Money amount, Instant now)
    {
        if (StateAt(now) != ChargeState.Open) return false;
        State = paid ? ChargeState.Paid : ChargeState.Failed;
        Paid = paid ? amount : Money.Zero(Amount.Currency);
        return true;
    }

    public bool GiveBack(Money amount)
    {
        if (State != ChargeState.Paid || amount.Currency != Paid.Currency || RefundedMinor + amount.Minor > Paid.Minor) return false;
        RefundedMinor += amount.Minor;
        return true;
    }

    public static void Map(ModelBuilder model)
    {
        model.Entity<SandboxCharge>(e =>
        {
            e.ToTable("goods_sandbox_charges");
            e.Property(c => c.Reference).HasMaxLength(40);
            e.Property(c => c.ReturnUrl).HasMaxLength(500);
            e.HasIndex(c => c.Reference).IsUnique();
        });
        model.Entity<SandboxKey>(e => e.ToTable("goods_sandbox_keys"));
        model.Entity<SandboxRefund>(e =>
        {
            e.ToTable("goods_sandbox_refunds");
            e.Property(r => r.Key).HasMaxLength(40);
            e.HasOne<SandboxCharge>().WithMany().HasForeignKey(r => r.ChargeId).OnDelete(DeleteBehavior.Cascade);
            e.HasIndex(r => r.Key).IsUnique();
        });
        model.Entity<SandboxWebhook>(e =>
        {
            e.ToTable("goods_sandbox_webhooks");
            e.Property(w => w.MessageId).HasMaxLength(40);
            e.Property(w => w.Body).HasMaxLength(1000);
            e.Property(w => w.Error).HasMaxLength(200);
            e.HasOne<SandboxCharge>().WithMany().HasForeignKey(w => w.ChargeId).OnDelete(DeleteBehavior.Cascade);
            e.HasIndex(w => new { w.State, w.SendAt });
        });
    }
}

/// <summary>A refund the bank has made, under the shop's key: asked twice, it is made once.</summary>
internal sealed class SandboxRefund
{
    public long Id { get; init; }
    public required long ChargeId { get; init; }
    public required string Key { get; init; }
    public Money Amount { get; init; } = Money.Zero("CNY");
    public Instant At { get; init; }
}

internal enum SendState { Waiting, Sent, GivenUp }

/// <summary>A webhook the bank has to send.</summary>
internal sealed class SandboxWebhook
{
    private const int MostAttempts = 8;

    public long Id { get; init; }
    public required long ChargeId { get; init; }

    /// <summary>What goes out as <c>webhook-id</c>; the same for a repetition.</summary>
    public required string MessageId { get; init; }
    public required string Body { get; init; }
    public SendState State { get; private set; }
    public Instant SendAt { get; set; }
    public int Attempts { get; private set; }
    public string Error { get; private set; } = "";

    public void Sent() => (State, Error) = (SendState.Sent, "");

    public void Retry(Instant now, string error)
    {
        Error = error.CutTo(200);
        if (++Attempts >= MostAttempts) State = SendState.GivenUp;
        SendAt = now.Plus(TimeSpan.FromSeconds(2 << Attempts));
    }
}
