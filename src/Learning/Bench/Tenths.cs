namespace Kaki.Learning.Bench;

/// <summary>Tells a reader how far a long run is, each tenth once, from whatever thread.</summary>
internal sealed class Tenths(TextWriter to, string what) : IProgress<double>
{
    readonly Lock told = new();
    int last;

    public void Report(double share)
    {
        lock (told)
        {
            var tenth = (int)(share * 10 + 1e-9);
            if (tenth <= last) return;
            last = tenth;
            to.WriteLine($"{what}: {tenth * 10} %");
        }
    }
}
