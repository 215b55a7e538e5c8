using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kaki.People.Mail;

/// <summary>
/// Takes letters one by one and hands them to the mail, outside any transaction: a slow server holds up nobody's writing.
/// A letter is leased before it is sent, so two nodes do not send it both; a death in between sends it again.
/// </summary>
internal sealed class Postman(IServiceScopeFactory scopes, IMail mail, TimeProvider clock, ILogger<Postman> log) : BackgroundService
{
    internal const int MostAttempts = 20; // some three days
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1), Lease = TimeSpan.FromMinutes(2), LongestWait = TimeSpan.FromHours(6);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Poll, clock, stopping);
                while (await DeliverOne(stopping)) stopping.ThrowIfCancellationRequested();
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested) { return; }
            catch (Exception e)
            {
                log.LogError(e, "Letters could not be read; trying again");
                await Task.Delay(Poll, clock, stopping);
            }
        }
    }

    /// <returns>False when no letter is due.</returns>
    internal async Task<bool> DeliverOne(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        if (await Take(db, cancel) is not { } letter) return false;
        try
        {
            await mail.Send(letter, cancel);
            await db.Write(() => db.Set<Letter>().Where(l => l.Id == letter.Id).ExecuteDeleteAsync(CancellationToken.None), CancellationToken.None); // it is sent: a stop must not send it again
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            await PutOff(db, letter, e, cancel);
        }
        return true;
    }

    private async Task<Letter?> Take(AppDb db, CancellationToken cancel)
    {
        var now = Instant.Now(clock);
        var letter = await db.Set<Letter>().AsNoTracking().Where(l => l.State == LetterState.Waiting && l.NextAt <= now).OrderBy(l => l.NextAt).FirstOrDefaultAsync(cancel);
        if (letter is null) return null;
        var until = now.Plus(Lease);
        var taken = await db.Write(() => db.Set<Letter>().Where(l => l.Id == letter.Id && l.NextAt == letter.NextAt).ExecuteUpdateAsync(s => s.SetProperty(l => l.NextAt, until), cancel), cancel);
        return taken == 1 ? letter : null;
    }

    private async Task PutOff(AppDb db, Letter letter, Exception failure, CancellationToken cancel)
    {
        var attempts = letter.Attempts + 1;
        var parked = attempts >= MostAttempts;
        var next = Instant.Now(clock).Plus(TimeSpan.FromSeconds(Math.Min(Math.Pow(3, attempts), LongestWait.TotalSeconds)));
        var error = $"{failure.GetType().Name}: {failure.Message}";
        await db.Write(() => db.Set<Letter>().Where(l => l.Id == letter.Id).ExecuteUpdateAsync(s => s
            .SetProperty(l => l.Attempts, attempts).SetProperty(l => l.NextAt, next)
            .SetProperty(l => l.State, parked ? LetterState.Parked : LetterState.Waiting)
            .SetProperty(l => l.Error, error.CutTo(300)), cancel), cancel);
        log.LogWarning("Letter {Id} was not delivered ({Error}), attempt {Attempts}", letter.Id, failure.GetType().Name, attempts);
    }
}
