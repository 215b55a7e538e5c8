using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Kaki.Host.Bench;

/// <summary>One thing to ask for, and as whom.</summary>
internal sealed record Ask(string Path, string? Cookie = null);

/// <param name="Seconds">How long to ask the same things over and over; 0 asks each once.</param>
/// <param name="Encoding">What Accept-Encoding says, or nothing.</param>
internal sealed record LoadOrder(int Port, Ask[] Asks, int Connections, double Seconds, string? Encoding = null);

/// <param name="Least">Bytes of the shortest body seen.</param>
/// <param name="Most">Bytes of the longest body seen.</param>
internal sealed record LoadResult(int Requests, int Failures, double Seconds, double P50, double P99, double Worst, int Least, int Most)
{
    public double Rate => Seconds > 0 ? Requests / Seconds : 0;
}

/// <summary>
/// <c>kaki bench load</c>: a process of its own that asks by HTTP/1.1 over connections it keeps, as told line by line on its input,
/// and answers each line with what it saw. Lives through a whole bench, so that it is warm when it counts.
/// </summary>
internal static class LoadWorker
{
    public static async Task<int> Work()
    {
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var order = JsonSerializer.Deserialize<LoadOrder>(line)!;
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(await Run(order)));
            await Console.Out.FlushAsync();
        }
        return 0;
    }

    private static async Task<LoadResult> Run(LoadOrder order)
    {
        var requests = order.Asks.Select(a => Request(order, a)).ToArray();
        var next = -1;
        var until = order.Seconds > 0 ? Stopwatch.GetTimestamp() + (long)(order.Seconds * Stopwatch.Frequency) : long.MaxValue;
        var start = Stopwatch.GetTimestamp();
        var tallies = await Task.WhenAll(Enumerable.Range(0, order.Connections).Select(_ => Task.Run(() => Connection(order.Port, Next))));
        return Sum(tallies, Stopwatch.GetElapsedTime(start).TotalSeconds);

        byte[]? Next()
        {
            var n = Interlocked.Increment(ref next);
            if (order.Seconds <= 0) return n < requests.Length ? requests[n] : null;
            return Stopwatch.GetTimestamp() < until ? requests[n % requests.Length] : null;
        }
    }

    private static async Task<Tally> Connection(int port, Func<byte[]?> next)
    {
        var tally = new Tally();
        using var line = new KeptLine(port);
        while (next() is { } request)
        {
            var start = Stopwatch.GetTimestamp();
            var (status, bytes) = await line.Ask(request);
            tally.Add(status == 200, bytes, Stopwatch.GetTimestamp() - start);
        }
        return tally;
    }

    private static byte[] Request(LoadOrder order, Ask ask) => Encoding.ASCII.GetBytes(
        $"GET {ask.Path} HTTP/1.1\r\nHost: localhost:{order.Port}\r\nAccept: text/html\r\nAccept-Language: zh-CN\r\n" +
        (order.Encoding is { } encoding ? $"Accept-Encoding: {encoding}\r\n" : "") + (ask.Cookie is { } cookie ? $"Cookie: {cookie}\r\n" : "") + "\r\n");

    private static LoadResult Sum(Tally[] tallies, double seconds)
    {
        var times = tallies.SelectMany(t => t.Ticks).Order().ToArray();
        double At(double share) => times.Length == 0 ? 0 : times[Math.Min(times.Length - 1, (int)(times.Length * share))] * 1000.0 / Stopwatch.Frequency;
        return new(times.Length, tallies.Sum(t => t.Failures), seconds, At(0.50), At(0.99), At(1), tallies.Min(t => t.Least), tallies.Max(t => t.Most));
    }

    private sealed class Tally
    {
        public readonly List<long> Ticks = new(20_000);
        public int Failures, Least = int.MaxValue, Most;

        public void Add(bool well, int bytes, long ticks)
        {
            Ticks.Add(ticks);
            if (!well) { Failures++; return; }
            Least = Math.Min(Least, bytes);
            Most = Math.Max(Most, bytes);
        }
    }
}
