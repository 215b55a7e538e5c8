namespace Kaki.Host.Demo;

/// <summary>A bar on a terminal, a line every tenth elsewhere.</summary>
internal sealed class Progress(string what, int of, TextWriter to)
{
    private const int Width = 32;
    private readonly bool live = !Console.IsErrorRedirected;
    private readonly Lock gate = new();
    private int done, shown = -1;

    public void Add(int n)
    {
        lock (gate)
        {
            done = Math.Min(of, done + n);
            var share = of == 0 ? 100 : done * 100 / of;
            if (share == shown || !live && share / 10 == shown / 10 && shown >= 0) return;
            shown = share;
            if (live) to.Write($"\r{what} [{new string('█', share * Width / 100)}{new string('·', Width - share * Width / 100)}] {share,3} %{(share == 100 ? "\n" : "")}");
            else to.WriteLine($"{what} {share} %");
        }
    }
}
