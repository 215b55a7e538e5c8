using System.Diagnostics;
using Kaki.Learning.Judge;
using Kaki.Learning.Recommend;

namespace Kaki.Learning.Bench;

/// <summary>Measures <see cref="NextItem"/> on ordered actions: is the last item of each member among the first k, given all before it?</summary>
/// <remarks>
/// Learns from all but each member's last item; the one before it is what the defaults were tuned on, with both held out. Full ranking over all items but those the
/// member had before. An item whose score equals the wanted one's stands before it, and one without any score is not found (W.-C. Kang, J. McAuley, ICDM 2018; W. Krichene, S. Rendle, KDD 2020).
/// Members with fewer than three actions are passed over.
/// </remarks>
public static class NextItemBench
{
    /// <summary>What was measured, as it is printed; hit rate and NDCG of the last item, then of the one before.</summary>
    public sealed record Result(
        string Bench, string Model, int Members, int Items, int K, double HitRate, double Ndcg, double ValidHitRate, double ValidNdcg,
        double FitSeconds, double FitCpuSeconds, double UsersPerCpuSecond, double P50Us, double P99Us, double PeakRssMb);

    /// <summary>Runs and returns the line of JSON.</summary>
    /// <exception cref="InvalidDataException">A line cannot be parsed, or no member has three actions.</exception>
    public static string Run(string sequencesFile, int k, TextWriter progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(progress);
        if (k < 1) throw new InvalidDataException($"--k is 1 or more, not {k}.");
        var lists = new ActionLists();
        var sequences = lists.Read(sequencesFile).Where(list => list.Count >= 3).ToArray();
        if (sequences.Length == 0) throw new InvalidDataException($"{sequencesFile} has no member with three actions.");
        progress.WriteLine($"{sequences.Length} members, {lists.Items} items");
        var valid = HeldOut(sequences, 2, lists.Items, k, cancel);
        progress.WriteLine($"the item before the last: hit rate {valid.HitRate:0.0000}, NDCG {valid.Ndcg:0.0000}");
        var last = HeldOut(sequences, 1, lists.Items, k, cancel);
        return Meter.Line(new Result("next-item", "next-item", sequences.Length, lists.Items, k, Math.Round(last.HitRate, 4), Math.Round(last.Ndcg, 4), Math.Round(valid.HitRate, 4), Math.Round(valid.Ndcg, 4),
            Math.Round(last.FitSeconds, 2), Math.Round(last.FitCpu, 2), Math.Round(last.Rate),
            Math.Round(Meter.Quantile(last.Times, 0.5), 1), Math.Round(Meter.Quantile(last.Times, 0.99), 1), Math.Round(Meter.PeakMegabytes())));
    }

    sealed record Held(double HitRate, double Ndcg, double FitSeconds, double FitCpu, double Rate, double[] Times);

    static Held HeldOut(List<int>[] sequences, int fromEnd, int items, int k, CancellationToken cancel)
    {
        var before = Array.ConvertAll(sequences, list => list.GetRange(0, list.Count - fromEnd));
        NextItem model = null!;
        var (seconds, cpu) = Meter.Time(() => model = NextItem.Fit(before, items, cancel: cancel));
        var actions = Array.ConvertAll(before, list => list.Select(item => new Signal(item)).ToArray());
        var (hits, gain) = (0.0, 0.0);
        var times = new double[sequences.Length];
        // one more than is wanted shows whether others have the same score as the last
        var best = new Scored[k + 1];
        for (var member = 0; member < sequences.Length; member++)
        {
            cancel.ThrowIfCancellationRequested();
            var begun = Stopwatch.GetTimestamp();
            var count = model.Recommend(actions[member], best);
            times[member] = Stopwatch.GetElapsedTime(begun).TotalMicroseconds;
            var wanted = sequences[member][^fromEnd];
            var ranked = Ranked(best.AsSpan(0, count), wanted);
            hits += RankingMetrics.HitRate(ranked, new HashSet<int> { wanted }, k);
            gain += RankingMetrics.Ndcg(ranked, new HashSet<int> { wanted }, k);
        }
        var (_, spent) = Meter.Time(() =>
        {
            foreach (var own in actions) model.Recommend(own, best);
        });
        return new(hits / sequences.Length, gain / sequences.Length, seconds, cpu, sequences.Length / spent, times);
    }

    // of equal scores the wanted one stands last; without a score it is not found
    static int[] Ranked(ReadOnlySpan<Scored> best, int wanted) => [.. best.ToArray().Where(found => found.Item != wanted || found.Score > 0)
        .OrderByDescending(found => found.Score).ThenBy(found => found.Item == wanted).Select(found => found.Item)];
}
