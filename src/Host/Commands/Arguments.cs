namespace Kaki.Host.Commands;

/// <summary>The words after a command: options with a value (<c>--port 5005</c>), switches (<c>--no-demo</c>), and the rest in order.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> options = [];
    private readonly HashSet<string> switches = [];

    public List<string> Rest { get; } = [];
    public bool Help { get; }

    /// <exception cref="UsageError">An option is unknown or lacks its value.</exception>
    public Arguments(IEnumerable<string> words, string[] withValue, string[]? alone = null)
    {
        using var word = words.GetEnumerator();
        while (word.MoveNext())
        {
            var name = word.Current;
            if (name is "--help" or "-h") Help = true;
            else if (withValue.Contains(name)) options[name] = word.MoveNext() ? word.Current : throw new UsageError($"{name} wants a value.");
            else if (alone?.Contains(name) == true) switches.Add(name);
            else if (name.StartsWith("--", StringComparison.Ordinal)) throw new UsageError($"{name} is not known here. Try --help.");
            else Rest.Add(name);
        }
    }

    public string? this[string name] => options.GetValueOrDefault(name);

    /// <exception cref="UsageError">There is a word that belongs to no option.</exception>
    public Arguments NoRest() => Rest is [] ? this : throw new UsageError($"{Rest[0]} is not known here. Try --help.");

    public bool Has(string name) => switches.Contains(name);

    public int Number(string name, int otherwise) =>
        this[name] is not { } text ? otherwise : int.TryParse(text, out var number) ? number : throw new UsageError($"{name} wants a number, not {text}.");

    public string Needed(string name) => this[name] ?? throw new UsageError($"{name} is needed. Try --help.");
}

/// <summary>The command was typed wrongly; its words say how to type it.</summary>
internal sealed class UsageError(string words) : Exception(words);
