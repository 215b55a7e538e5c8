namespace Kaki.Host.Import.Reading;

/// <summary>What could not be read, as it is found: told at once, counted for the end.</summary>
internal sealed class Troubles(TextWriter to)
{
    public const int MostListed = 100;

    private static readonly string Clear = Console.IsErrorRedirected ? "" : "\r\e[K"; // a progress bar may stand on the line
    private readonly Lock gate = new();
    private readonly List<Trouble> listed = [];

    public int Count { get; private set; }

    /// <summary>The first <see cref="MostListed"/> of them.</summary>
    public IReadOnlyList<Trouble> Listed => listed;

    public void Add(string file, int line, string why)
    {
        lock (gate)
        {
            Count++;
            if (listed.Count < MostListed) listed.Add(new(file, line, why));
            to.WriteLine($"{Clear}{file}:{line}: {why}");
        }
    }

    public void Add<T>(Row<T> row, string why) => Add(row.File, row.Line, why);
}

internal sealed record Trouble(string File, int Line, string Why);
