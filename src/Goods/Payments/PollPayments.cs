using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Schedule;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Kaki.Goods.Payments;

/// <summary>Asks the bank about payments it has not told of: the webhook that never comes.</summary>
internal sealed class PollPayments(AppDb db, AskBank ask, TimeProvider clock, ILogger<PollPayments> log) : IScheduled
{
    private const int Batch = 100;
    public static string Name => "goods.poll-payments";
    public static TimeSpan Every => TimeSpan.FromSeconds(30);

    public async Task Run(CancellationToken cancel)
    {
        var now = Instant.Now(clock);
        var due = await db.Set<Payment>().Where(p => p.State == PaymentState.Begun && p.AskAt != null && p.AskAt <= now).OrderBy(p => p.AskAt).Take(Batch).Select(p => p.Id).ToListAsync(cancel);
        foreach (var id in due)
        {
            try
            {
                await ask.About(id, "poll", cancel);
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                log.LogWarning(e, "The bank did not answer about payment {Id}", id);
                await ask.LaterAgain(id, cancel); // else it would be first in every round, and those behind it never asked about
            }
        }
    }
}

/// <summary>Asks about one payment and lets the answer count.</summary>
internal sealed class AskBank(AppDb db, SettlePayment settle, IEnumerable<IPaymentProvider> providers, TimeProvider clock)
{
    public async Task<PaymentState?> About(long paymentId, string from, CancellationToken cancel)
    {
        var payment = await db.Set<Payment>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == paymentId, cancel);
        if (payment is null || payment.State != PaymentState.Begun) return payment?.State;
        if (payment.Reference is { } reference)
        {
            var news = await providers.Single(p => p.Name == payment.Provider).Query(reference, cancel);
            if (news.Status != ChargeStatus.Open) return await settle.Run(paymentId, news, from);
        }
        if (from == "poll") await LaterAgain(paymentId, cancel);
        return payment.State;
    }

    public async Task LaterAgain(long paymentId, CancellationToken cancel)
    {
        try
        {
            await db.Write(async () =>
            {
                var row = await db.Set<Payment>().SingleAsync(p => p.Id == paymentId, cancel);
                if (row.State == PaymentState.Begun) row.AskAgain(Instant.Now(clock));
            }, cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            // News arrived meanwhile.
        }
    }
}
