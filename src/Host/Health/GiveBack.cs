using System.Runtime;

namespace Kaki.Host.Health;

/// <summary>Gives memory back to the machine once a rush is over: what the heap had grown to for it is pressed together while nobody waits.</summary>
internal sealed class GiveBack : BackgroundService
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(4);

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        var rush = new Rush();
        using var timer = new PeriodicTimer(Often);
        while (await timer.WaitForNextTickAsync(stop))
        {
            if (!rush.IsOver(GC.GetTotalAllocatedBytes())) continue;
            GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }
}

/// <summary>Told from time to time how many bytes were made so far, it says when many were and hardly any are now.</summary>
internal sealed class Rush
{
    private const long Many = 64 * 1024 * 1024, HardlyAny = 4 * 1024 * 1024;
    private long last, given;

    /// <summary>Once after each rush.</summary>
    public bool IsOver(long made)
    {
        var lately = made - last;
        last = made;
        if (lately > HardlyAny || made - given < Many) return false;
        given = made;
        return true;
    }
}
