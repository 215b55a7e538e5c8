using Kaki.Learning.Explore;
using Kaki.Learning.Statistics;

namespace Kaki.Learning.Bench;

/// <summary>Estimates from one policy's log what another's rate of clicks was, and looks it up in that one's own log.</summary>
/// <remarks>
/// The interval is from the <c>2.5</c>th to the <c>97.5</c>th percentile of estimates over resamples of both logs (<see cref="SlotLog"/>).
/// The true rate is that of the target's log.
/// </remarks>
public static class OffPolicyBench
{
    const double Confidence = 0.95;
    const int Seed = 1;

    /// <summary>An estimate as it is printed.</summary>
    public sealed record Told(string Name, double Estimate, double Low, double High, bool Covered);

    /// <summary>What was measured, as it is printed.</summary>
    public sealed record Result(
        string Bench, int LoggedRows, int TargetRows, double LoggedRate, double TrueRate, double EffectiveRows, double Unsupported,
        string Interval, Told[] Estimates, bool Covered, double Seconds);

    static readonly (string Name, Func<IReadOnlyList<LoggedDecision>, double> Estimate)[] estimators =
    [
        ("ips", log => OffPolicy.Ips(log).Estimate),
        ("self_normalised", log => OffPolicy.SelfNormalised(log).Estimate),
        ("doubly_robust", log => OffPolicy.DoublyRobust(log).Estimate),
    ];

    /// <summary>Runs and returns the line of JSON.</summary>
    /// <param name="loggedFile">Log of the policy that was tried (<see cref="OpenBanditFile"/>).</param>
    /// <param name="targetFile">Log of the policy to be judged.</param>
    /// <param name="progress">Where it says how far it is.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <param name="draws">Resamples; at least 100.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="InvalidDataException">A file holds nothing, or a line that cannot be read.</exception>
    public static string Run(string loggedFile, string targetFile, TextWriter progress, CancellationToken cancel = default, int draws = 2000)
    {
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 100);
        var (logged, target) = (OpenBanditFile.Read(loggedFile), OpenBanditFile.Read(targetFile));
        if (logged.Count == 0) throw new InvalidDataException($"{loggedFile} holds no row.");
        if (target.Count == 0) throw new InvalidDataException($"{targetFile} holds no row.");
        progress.WriteLine($"{logged.Count} rows logged, {target.Count} of the target");
        var truth = target.Average(shown => shown.Clicked ? 1.0 : 0);
        var log = new SlotLog(logged, target);
        var told = Array.Empty<Told>();
        var (seconds, _) = Meter.Time(() => told = Estimates(log, truth, draws, progress, cancel));
        return Meter.Line(new Result(
            "off-policy", logged.Count, target.Count, Round(logged.Average(shown => shown.Clicked ? 1.0 : 0)), Round(truth), Math.Round(OffPolicy.EffectiveRows(log.Decisions())), Round(log.Unsupported),
            $"{Confidence:P0} percentile bootstrap over both logs, {draws} resamples, seed {Seed}", told, told.All(one => one.Covered), Math.Round(seconds, 2)));
    }

    static Told[] Estimates(SlotLog log, double truth, int draws, TextWriter progress, CancellationToken cancel)
    {
        var chance = new Random(Seed);
        var seen = estimators.Select(_ => new double[draws]).ToArray();
        for (var draw = 0; draw < draws; draw++)
        {
            cancel.ThrowIfCancellationRequested();
            var sample = log.Resampled(chance);
            for (var i = 0; i < estimators.Length; i++) seen[i][draw] = estimators[i].Estimate(sample);
            if ((draw + 1) % 500 == 0) progress.WriteLine($"{draw + 1} resamples");
        }
        var whole = log.Decisions();
        return estimators.Select((one, i) =>
        {
            var interval = new Interval(one.Estimate(whole), Meter.Quantile(seen[i], (1 - Confidence) / 2), Meter.Quantile(seen[i], (1 + Confidence) / 2));
            return new Told(one.Name, Round(interval.Estimate), Round(interval.Low), Round(interval.High), interval.Covers(truth));
        }).ToArray();
    }

    static double Round(double rate) => Math.Round(rate, 6);
}
