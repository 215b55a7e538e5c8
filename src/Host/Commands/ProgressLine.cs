namespace Kaki.Host.Commands;

/// <summary>One line on the terminal that counts up in place; where nobody watches (a log), only how it ended.</summary>
internal sealed class ProgressLine(string what) : IProgress<long>, IDisposable
{
    private static readonly bool Watched = !Console.IsErrorRedirected;
    private long done, shown = -1;

    public void Report(long value)
    {
        done = value;
        // Each hundredth is plenty for eyes.
        if (!Watched || done - shown < Math.Max(1, shown / 100)) return;
        shown = done;
        Console.Error.Write($"\r  {what,-28} {done:#,0}");
    }

    public void Dispose() => Console.Error.WriteLine($"{(Watched ? "\r" : "")}  {what,-28} {done:#,0}");
}
