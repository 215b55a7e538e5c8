using Kaki.Host.Commands;
using Kaki.Learning.Bench;

namespace Kaki.Host.Bench;

/// <summary><c>kaki bench lexicon</c>: how fast a term list goes through a text.</summary>
internal static class BenchLexicon
{
    private const string Usage = "kaki bench lexicon --terms FILE --text FILE";

    public static Task<int> Run(string[] args)
    {
        var given = new Arguments(args, ["--terms", "--text"]);
        if (given.Help || given.Rest.Count > 0)
        {
            Console.Error.WriteLine(Usage);
            return Task.FromResult(given.Help ? 0 : 2);
        }
        try
        {
            Console.WriteLine(LexiconBench.Run(given.Needed("--terms"), given.Needed("--text"), Console.Error));
            return Task.FromResult(0);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Console.Error.WriteLine(wrong.Message);
            return Task.FromResult(1);
        }
    }
}
