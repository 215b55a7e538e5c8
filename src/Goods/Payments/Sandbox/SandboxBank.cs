using System.Text.Json;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Goods.Payments.Sandbox;

/// <summary>How the person at the test bank lets it go, and how the bank then behaves.</summary>
internal enum SandboxChoice
{
    /// <summary>Paid; webhook at once, browser comes back.</summary>
    Pay,

    /// <summary>Declined; the shop is told.</summary>
    Fail,

    /// <summary>Paid, the browser never comes back.</summary>
    Away,

    /// <summary>Paid, the webhook comes much later than the browser.</summary>
    Late,

    /// <summary>Paid, the webhook comes twice.</summary>
    Twice,

    /// <summary>Paid, the webhook is there before the browser.</summary>
    Before,

    /// <summary>Paid, no webhook; the browser comes back.</summary>
    Never,

    /// <summary>Paid, neither webhook nor browser: only asking finds it out.</summary>
    Lost,

    /// <summary>One minor unit too little arrives.</summary>
    Short,
}

/// <summary>The test bank itself. Knows nothing of orders.</summary>
internal sealed class SandboxBank(AppDb db, TimeProvider clock)
{
    public static readonly TimeSpan LateBy = TimeSpan.FromSeconds(20);

    public async Task<long> Open(string reference, Money amount, string returnUrl, CancellationToken cancel)
    {
        if (await Known(reference, cancel) is { } known) return known;
        try
        {
            var charge = new SandboxCharge { Id = db.NextId(), Reference = reference, Amount = amount, ReturnUrl = returnUrl, At = Instant.Now(clock) };
            db.Add(charge);
            await db.SaveChangesAsync(cancel);
            return charge.Id;
        }
        catch (DbUpdateException e) when (Unique.IsBroken(db, e))
        {
            db.ChangeTracker.Clear();
            return (await Known(reference, cancel))!.Value;
        }
    }

    public Task<SandboxCharge?> Find(long charge, CancellationToken cancel = default) => db.Set<SandboxCharge>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == charge, cancel);

    /// <summary>The person decided. A charge is answered once; later presses change nothing.</summary>
    public Task Answer(long id, SandboxChoice choice) => db.Write(async () =>
    {
        var charge = await db.Set<SandboxCharge>().SingleAsync(c => c.Id == id);
        var amount = choice == SandboxChoice.Short ? charge.Amount - new Money(1, charge.Amount.Currency) : charge.Amount;
        var now = Instant.Now(clock);
        if (!charge.Answer(choice != SandboxChoice.Fail, amount, now)) return;
        if (choice is SandboxChoice.Never or SandboxChoice.Lost) return;
        var message = $"msg_{new Id(db.NextId())}";
        Tell(charge, message, choice == SandboxChoice.Late ? now.Plus(LateBy) : now);
        if (choice == SandboxChoice.Twice) Tell(charge, message, now.Plus(TimeSpan.FromSeconds(2)));
    });

    public Task Refund(long id, string key, Money amount, CancellationToken cancel) => db.Write(async () =>
    {
        if (await db.Set<SandboxRefund>().AnyAsync(r => r.Key == key, cancel)) return;
        var charge = await db.Set<SandboxCharge>().SingleOrDefaultAsync(c => c.Id == id, cancel) ?? throw new HttpRequestException("The bank knows no such charge.");
        if (!charge.GiveBack(amount)) throw new HttpRequestException("The bank refuses: more than was paid.");
        db.Add(new SandboxRefund { Id = db.NextId(), ChargeId = id, Key = key, Amount = amount, At = Instant.Now(clock) });
    }, cancel);

    private void Tell(SandboxCharge charge, string message, Instant at)
    {
        var state = charge.State == ChargeState.Paid ? "paid" : "failed";
        var told = charge.State == ChargeState.Paid ? charge.Paid : charge.Amount;
        var body = JsonSerializer.Serialize(new SandboxMessage("charge." + state, new(new Id(charge.Id).ToString(), charge.Reference, state, told.Minor, told.Currency)), SandboxMessage.Json);
        db.Add(new SandboxWebhook { Id = db.NextId(), ChargeId = charge.Id, MessageId = message, Body = body, SendAt = at });
    }

    private async Task<long?> Known(string reference, CancellationToken cancel) =>
        await db.Set<SandboxCharge>().Where(c => c.Reference == reference).Select(c => (long?)c.Id).SingleOrDefaultAsync(cancel);
}
