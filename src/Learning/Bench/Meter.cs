using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kaki.Learning.Bench;

/// <summary>What benches measure alike: the processor's time, the wall's, the most memory held, and where the middle and the tail of many short times lie.</summary>
public static class Meter
{
    static readonly JsonSerializerOptions json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Seconds on the wall and seconds of processor (all threads of this process) that <paramref name="work"/> takes.</summary>
    public static (double Seconds, double CpuSeconds) Time(Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var begun = Process.GetCurrentProcess().TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        work();
        return (clock.Elapsed.TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - begun).TotalSeconds);
    }

    /// <summary>The time below which this share (0 to 1) of them lies; sorts them.</summary>
    public static double Quantile(double[] times, double share)
    {
        ArgumentNullException.ThrowIfNull(times);
        if (times.Length == 0) return 0;
        Array.Sort(times);
        return times[Math.Clamp((int)Math.Ceiling(share * times.Length) - 1, 0, times.Length - 1)];
    }

    /// <summary>The most memory this process has held so far, in megabytes (10⁶ bytes).</summary>
    public static double PeakMegabytes() => Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;

    /// <summary>The bench's last line.</summary>
    public static string Line<T>(T result) => JsonSerializer.Serialize(result, json);
}
