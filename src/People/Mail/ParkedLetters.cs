using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Microsoft.EntityFrameworkCore;

namespace Kaki.People.Mail;

/// <summary>Letters no mail server took for days. An operator sees how many they are, not to whom, and sends them again.</summary>
public sealed class ParkedLetters
{
    private readonly AppDb db;
    private readonly TimeProvider clock;

    internal ParkedLetters(AppDb db, TimeProvider clock) => (this.db, this.clock) = (db, clock);

    public Task<int> Count(CancellationToken cancel = default) => db.Set<Letter>().CountAsync(l => l.State == LetterState.Parked, cancel);

    /// <summary>Puts them back in line, as if none had ever failed.</summary>
    /// <returns>How many.</returns>
    public async Task<int> Replay(Caller caller)
    {
        caller.Require(Rights.Operate);
        var now = Instant.Now(clock);
        var letters = await db.Write(() => db.Set<Letter>().Where(l => l.State == LetterState.Parked)
            .ExecuteUpdateAsync(s => s.SetProperty(l => l.State, LetterState.Waiting).SetProperty(l => l.Attempts, 0).SetProperty(l => l.NextAt, now)));
        return letters > 0 ? letters : throw Refusal.Missing();
    }
}
