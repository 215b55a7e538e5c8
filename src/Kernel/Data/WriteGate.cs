using Kaki.Kernel.Refusals;

namespace Kaki.Kernel.Data;

/// <summary>
/// One writer at a time on SQLite, waiting in order without holding a thread: without it, writers asleep inside
/// SQLite starve the thread pool and readers all but stop. On PostgreSQL it is always open.
/// </summary>
public sealed class WriteGate(DatabaseSettings database)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly SemaphoreSlim gate = new(1, 1);

    public async ValueTask<Held> Enter(CancellationToken cancel = default)
    {
        if (database.Provider == Provider.Postgres) return default;
        if (!await gate.WaitAsync(Patience, cancel)) throw Refusal.Busy();
        return new Held(gate);
    }

    public readonly struct Held(SemaphoreSlim? gate) : IDisposable
    {
        public void Dispose() => gate?.Release();
    }
}
