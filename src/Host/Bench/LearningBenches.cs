using Kaki.Learning.Bench;

namespace Kaki.Host.Bench;

/// <summary>The benches of the algorithms, one a line: how each is typed, and what it runs.</summary>
internal static class LearningBenches
{
    public static readonly FileBench Lexicon = new("kaki bench lexicon --terms FILE --text FILE", ["--terms", "--text"],
        (given, progress, cancel) => LexiconBench.Run(given.Needed("--terms"), given.Needed("--text"), progress, cancel));

    public static readonly FileBench Search = new("kaki bench search --documents JSON --queries JSON", ["--documents", "--queries"],
        (given, progress, cancel) => SearchBench.Run(given.Needed("--documents"), given.Needed("--queries"), progress, cancel));
    public static readonly FileBench Forecast = new("kaki bench forecast --m3 FILE\nkaki bench forecast --train CSV --test CSV --season M", ["--m3", "--train", "--test", "--season"],
        (given, progress, cancel) => given["--m3"] is { } m3
            ? ForecastBench.RunM3(m3, progress, cancel)
            : ForecastBench.RunCsv(given.Needed("--train"), given.Needed("--test"), given.Number("--season", 1), progress, cancel));

    public static readonly FileBench Demand = new("kaki bench demand --lines CSV.gz [--horizon 28] [--top 200]", ["--lines", "--horizon", "--top"],
        (given, progress, cancel) => DemandBench.Run(given.Needed("--lines"), given.Number("--horizon", 28), given.Number("--top", 200), progress, cancel));

    public static readonly FileBench Recommend = new("kaki bench recommend --train FILE --test FILE [--valid FILE] [--k 20] [--model NAME]", ["--train", "--test", "--valid", "--k", "--model"],
        (given, progress, cancel) => RecommendBench.Run(given.Needed("--train"), given.Needed("--test"), given["--valid"], given.Number("--k", 20), given["--model"], progress, cancel));

    public static readonly FileBench NextItem = new("kaki bench next-item --sequences FILE [--k 10]", ["--sequences", "--k"],
        (given, progress, cancel) => NextItemBench.Run(given.Needed("--sequences"), given.Number("--k", 10), progress, cancel));

    public static readonly FileBench Pdq = new("kaki bench pdq --expected CSV", ["--expected"],
        (given, progress, cancel) => PdqBench.Run(given.Needed("--expected"), BenchDarkroom.Read, progress, cancel));

    public static readonly FileBench Copies = new("kaki bench copies --pictures FOLDER", ["--pictures"],
        (given, progress, cancel) => CopiesBench.Run(given.Needed("--pictures"), new(PictureEdits.Names, path => BenchDarkroom.Read(path), PictureEdits.Make), progress, cancel));

    public static readonly FileBench OffPolicy = new("kaki bench off-policy --logged FILE --target FILE", ["--logged", "--target"],
        (given, progress, cancel) => OffPolicyBench.Run(given.Needed("--logged"), given.Needed("--target"), progress, cancel));

    public static readonly FileBench Rank = new("kaki bench rank", [], (_, progress, cancel) => RankBench.Run(progress, cancel));

    public static readonly FileBench Rerank = new("kaki bench rerank", [], (_, progress, cancel) => RerankBench.Run(progress, cancel));

    public static readonly FileBench Classify = new("kaki bench classify --train CSV --test CSV", ["--train", "--test"],
        (given, progress, cancel) => ClassifyBench.Run(given.Needed("--train"), given.Needed("--test"), progress, cancel));
}
