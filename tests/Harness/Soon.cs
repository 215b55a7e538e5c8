using System.Diagnostics;

namespace Kaki.Tests.Harness;

/// <summary>What the outbox, a letter or another process brings about comes when it comes: on a busy machine after many seconds, on a quiet one at once.</summary>
internal static class Soon
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Asks until it is so. A test that waited in vain says what for.</summary>
    public static async Task Holds(Func<Task<bool>> so, string what = "It")
    {
        for (var waited = Stopwatch.StartNew(); !await so(); await Task.Delay(50))
            if (waited.Elapsed > Limit) throw new TimeoutException($"{what} did not come to pass within {Limit}.");
    }

    public static Task Holds(Func<bool> so, string what = "It") => Holds(() => Task.FromResult(so()), what);
}
