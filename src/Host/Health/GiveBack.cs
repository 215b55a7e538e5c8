using System.Runtime;

namespace Kaki.Host.Health;

/// <summary>Gives memory back to the machine once a rush is over: what the heap had grown to for it is pressed together when next to nothing is asked for.</summary>
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

/// <summary>Told from time to time how many bytes were made so far, it says when many were and, twice in a row, hardly any are.</summary>
internal sealed class Rush
{
    private const long Many = 64 * 1024 * 1024, HardlyAny = 1024 * 1024;
    private const int Looks = 2;
    private long last, given;
    private int quiet;

    /// <summary>Once after each rush.</summary>
    public bool IsOver(long made)
    {
        quiet = made - last > HardlyAny ? 0 : quiet + 1;
        last = made;
        if (quiet < Looks || made - given < Many) return false;
        given = made;
        return true;
    }
}
