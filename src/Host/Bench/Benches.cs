using Kaki.Host.Commands;

namespace Kaki.Host.Bench;

/// <summary><c>kaki bench</c>: what can be measured, by name.</summary>
internal static class Benches
{
    private sealed record Bench(string Name, string What, Func<string[], Task<int>> Run, bool Hidden = false);

    private static readonly Bench[] All =
    [
        new("pages", "the pages people read most, each beside a bare endpoint of as many bytes", BenchPages.Run),
        new("classify", "texts told apart by their characters", LearningBenches.Classify.Run),
        new("lexicon", "a term list through a text", LearningBenches.Lexicon.Run),
        new("search", "a file of queries on an index of a file of documents", LearningBenches.Search.Run),
        new("forecast", "held-out futures of series, beside Naive2", LearningBenches.Forecast.Run),
        new("demand", "the last days of a shop's best sellers, beside seasonal naive and TSB", LearningBenches.Demand.Run),
        new("recommend", "how well a recommender names what members do next, and how fast", LearningBenches.Recommend.Run),
        new("next-item", "how well what comes next after ordered actions is named", LearningBenches.NextItem.Run),
        new("pdq", "picture hashes against the published ones, and an index of a million", LearningBenches.Pdq.Run),
        new("copies", "edited pictures led back to the picture they were made from", LearningBenches.Copies.Run),
        new("off-policy", "one policy's click rate, told from another's log", LearningBenches.OffPolicy.Run),
        new("rank", "ten actions told on a made-up site whose truth is known", LearningBenches.Rank.Run),
        new("rerank", "a varied list of 20 out of 200", LearningBenches.Rerank.Run),
        new("load", "asks another process's pages over and over; started by the benches themselves", _ => LoadWorker.Work(), Hidden: true),
    ];

    public static Task<int> Run(string[] args)
    {
        if (args is [] or ["--help" or "-h"]) return Task.FromResult(List());
        return All.FirstOrDefault(b => b.Name == args[0]) is { } bench ? bench.Run(args[1..]) : throw new UsageError($"{args[0]} is no bench. kaki bench lists them.");
    }

    private static int List()
    {
        Console.WriteLine("kaki bench NAME [options]; each has --help, and closes with one line of JSON\n");
        foreach (var bench in All.Where(b => !b.Hidden)) Console.WriteLine($"  {bench.Name,-10} {bench.What}");
        return 0;
    }
}
