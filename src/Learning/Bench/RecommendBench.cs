using System.Diagnostics;
using Kaki.Learning.Judge;
using Kaki.Learning.Recommend;

namespace Kaki.Learning.Bench;

/// <summary>Measures a recommender on two files: how well its first k things hold what each member did next, and how fast it learns and answers.</summary>
/// <remarks>
/// Full ranking: every item but those the member touched in training may stand in the answer. Recall@k divides by all of the member's test items,
/// NDCG@k by the best order of as many; both are means over the members of the test file (X. He et al., SIGIR 2020, and all who report on their split).
/// Times of an answer are those of one call on one thread; those of learning count the processor of all threads.
/// </remarks>
public static class RecommendBench
{
    /// <summary>What was measured, as it is printed. Times of answers and of folding one action in are in microseconds, memory in 10⁶ bytes.</summary>
    public sealed record Result(
        string Bench, string Model, int Members, int Items, int Actions, int K, double Recall, double Ndcg, double FitSeconds, double FitCpuSeconds,
        double UsersPerCpuSecond, double P50Us, double P99Us, double? FoldUs, double PeakRssMb);

    /// <summary>Runs and returns the line of JSON.</summary>
    /// <param name="validFile">Held out of the same training set by somebody who tuned; learnt from like the rest. Null if there is none.</param>
    /// <param name="model">One of <see cref="RecommendModels"/>; null for the library's own choice.</param>
    /// <exception cref="InvalidDataException">A line cannot be parsed, a file holds nothing, or there is no such model.</exception>
    public static string Run(string trainFile, string testFile, string? validFile, int k, string? model, TextWriter progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(progress);
        if (k < 1) throw new InvalidDataException($"--k is 1 or more, not {k}.");
        var fit = RecommendModels.Named(model ??= RecommendModels.Default);
        var lists = new ActionLists();
        var (train, valid, test) = (lists.Read(trainFile), validFile is null ? [] : lists.Read(validFile), lists.Read(testFile));
        var actions = lists.Matrix(train, valid);
        if (actions.Count == 0) throw new InvalidDataException($"{trainFile} holds no action.");
        if (test.All(list => list.Count == 0)) throw new InvalidDataException($"{testFile} holds no action.");
        progress.WriteLine($"{lists.Members} members, {lists.Items} items, {actions.Count} actions to learn from");

        IRecommender learnt = null!;
        var (seconds, cpu) = Meter.Time(() => learnt = fit(actions, new Tenths(progress, "learning"), cancel));
        progress.WriteLine($"learnt in {seconds:0.0} s, {cpu:0.0} s of processor");
        var quality = Quality(learnt, actions, test, k, cancel);
        var (rate, times) = Speed(learnt, actions, k, cancel);
        return Meter.Line(new Result("recommend", model, lists.Members, lists.Items, actions.Count, k, Math.Round(quality.Recall, 4), Math.Round(quality.Ndcg, 4),
            Math.Round(seconds, 2), Math.Round(cpu, 2), Math.Round(rate), Math.Round(Meter.Quantile(times, 0.5), 1), Math.Round(Meter.Quantile(times, 0.99), 1),
            learnt is ItemToItem own ? Math.Round(FoldTime(own, actions), 2) : null, Math.Round(Meter.PeakMegabytes())));
    }

    static (double Recall, double Ndcg) Quality(IRecommender model, Interactions actions, List<List<int>> test, int k, CancellationToken cancel)
    {
        var (recall, ndcg, members) = (0.0, 0.0, 0);
        var best = new Scored[k];
        for (var member = 0; member < test.Count; member++)
        {
            cancel.ThrowIfCancellationRequested();
            var wanted = test[member].ToHashSet();
            if (wanted.Count == 0) continue;
            var count = model.Recommend(actions.Of(member), best);
            var ranked = Array.ConvertAll(best[..count], found => found.Item);
            recall += RankingMetrics.Recall(ranked, wanted, k);
            ndcg += RankingMetrics.Ndcg(ranked, wanted, k);
            members++;
        }
        return (recall / members, ndcg / members);
    }

    // the answers for quality have warmed everything up
    static (double Rate, double[] Times) Speed(IRecommender model, Interactions actions, int k, CancellationToken cancel)
    {
        var best = new Scored[k];
        var times = new double[actions.Members];
        var (_, cpu) = Meter.Time(() =>
        {
            for (var member = 0; member < actions.Members; member++)
            {
                if (member % 1024 == 0) cancel.ThrowIfCancellationRequested();
                model.Recommend(actions.Of(member), best);
            }
        });
        for (var member = 0; member < actions.Members; member++)
        {
            cancel.ThrowIfCancellationRequested();
            var begun = Stopwatch.GetTimestamp();
            model.Recommend(actions.Of(member), best);
            times[member] = Stopwatch.GetElapsedTime(begun).TotalMicroseconds;
        }
        return (actions.Members / cpu, times);
    }

    // each member's last action, once more, as if it had just happened; the first half of the members warm it up
    static double FoldTime(ItemToItem model, Interactions actions)
    {
        var members = Enumerable.Range(0, Math.Min(20_000, actions.Members)).Where(member => actions.Of(member).Length > 1).ToArray();
        if (members.Length < 2) return 0;
        for (var warming = Stopwatch.StartNew(); warming.Elapsed.TotalSeconds < 0.5;) Fold(model, actions, members.AsSpan(0, members.Length / 2));
        var measured = members.Length - members.Length / 2;
        return Meter.Time(() => Fold(model, actions, members.AsSpan(members.Length / 2))).CpuSeconds / measured * 1e6;
    }

    static void Fold(ItemToItem model, Interactions actions, ReadOnlySpan<int> members)
    {
        foreach (var member in members)
        {
            var own = actions.Of(member);
            model.Fold(own[..^1], own[^1]);
        }
    }
}
