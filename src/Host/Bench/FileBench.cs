using Kaki.Host.Commands;

namespace Kaki.Host.Bench;

/// <summary>A bench of the algorithms: reads files named in its arguments, tells how far it is on the error stream, prints one line of JSON.</summary>
/// <param name="Usage">How it is typed, for <c>--help</c>.</param>
/// <param name="Options">The options it knows, each with a value.</param>
internal sealed record FileBench(string Usage, string[] Options, Func<Arguments, TextWriter, CancellationToken, string> Measure)
{
    public Task<int> Run(string[] args)
    {
        var given = new Arguments(args, Options);
        if (given.Help || given.Rest.Count > 0)
        {
            (given.Help ? Console.Out : Console.Error).WriteLine(Usage);
            return Task.FromResult(given.Help ? 0 : 2);
        }
        using var cancel = OpenSite.CtrlC();
        return Task.FromResult(Measured(given, cancel.Token));
    }

    private int Measured(Arguments given, CancellationToken cancel)
    {
        try
        {
            Console.WriteLine(Measure(given, Console.Error, cancel));
            return 0;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Cancelled.");
            return 130;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or InvalidDataException or FormatException)
        {
            Console.Error.WriteLine(wrong.Message);
            return 1;
        }
    }
}
