using Kaki.Learning.Bench;

namespace Kaki.Host.Bench;

/// <summary>The benches of the algorithms, one a line: how each is typed, and what it runs.</summary>
internal static class LearningBenches
{
    public static readonly FileBench Lexicon = new("kaki bench lexicon --terms FILE --text FILE", ["--terms", "--text"],
        (given, progress, _) => LexiconBench.Run(given.Needed("--terms"), given.Needed("--text"), progress));

    public static readonly FileBench Search = new("kaki bench search --documents JSON --queries JSON", ["--documents", "--queries"],
        (given, progress, cancel) => SearchBench.Run(given.Needed("--documents"), given.Needed("--queries"), progress, cancel));
}
