using Kaki.Learning.Judge;
using Kaki.Learning.Rank;

namespace Kaki.Learning.Bench;

/// <summary>How well and how fast a <see cref="Ranker"/> tells ten actions on a made-up site whose truth is known (<see cref="ClickWorld"/>), beside one that believes places and one whose features do not act on each other.</summary>
/// <remarks>
/// Learns from pages as the old ranking made them; is judged on pairs drawn evenly, looked at for certain. Calibration error in ten boxes of equal width. A score is
/// ten probabilities and their weighed sum from sixty features; <c>with_member_once</c> adds up the member's thirty once for 200 things;
/// <c>scattered</c> is the worst a memory can be asked: sixty features of a million ids each, drawn evenly, so that no row is met again soon.
/// </remarks>
public static class RankBench
{
    const int Tests = 40_000, Pool = 20_000, Batch = 10_000;

    /// <summary>One action of the chosen model; <c>BestAuc</c> is that of the truth itself.</summary>
    public sealed record Told(string Action, double Rate, double Auc, double BestAuc, double CalibrationError);

    /// <summary>One model, means over actions.</summary>
    public sealed record Model(string Name, double Auc, double CalibrationError, double Promised);

    /// <summary>What was measured, as it is printed. <c>Promised</c> is the sum of probabilities over what happened.</summary>
    public sealed record Result(
        string Bench, long Impressions, int Features, double LearnUs, Model[] Models, double BestAuc, Told[] Actions,
        double ScoresPerCpuSecond, double WithMemberOnce, double Scattered, double PeakRssMb);

    /// <summary>Runs and returns the line of JSON.</summary>
    /// <param name="progress">Where it says how far it is.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <param name="impressions">To learn from.</param>
    /// <param name="seed">Of the site and its people.</param>
    public static string Run(TextWriter progress, CancellationToken cancel = default, int impressions = 1_000_000, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentOutOfRangeException.ThrowIfLessThan(impressions, ClickWorld.Places);
        var world = new ClickWorld(seed);
        var whole = new Ranker();
        (string Name, Ranker Ranker, bool BelievesPlaces)[] models =
            [("ranker", whole, false), ("without_propensities", new Ranker(), true), ("without_interactions", new Ranker(settings: new() { Interactions = false }), false)];
        var learnt = Learn(world, models, impressions, new Random(seed + 1), progress, cancel);
        var test = new Test(world, new Random(seed + 2));
        var told = models.Select(model => test.Of(model.Name, model.Ranker)).ToArray();
        progress.WriteLine("judged");
        var (scores, once) = Speed(world, whole, new Random(seed + 3), cancel);
        return Meter.Line(new Result(
            "rank", whole.Learnt, world.Thing(0, world.Member(0, new())).Count, Math.Round(learnt, 2), told, test.BestAuc, test.Actions(whole),
            Math.Round(scores), Math.Round(once), Math.Round(Scattered(whole, new Random(seed + 4), cancel)), Math.Round(Meter.PeakMegabytes())));
    }

    // microseconds of processor an example takes the chosen model
    static double Learn(ClickWorld world, (string Name, Ranker Ranker, bool BelievesPlaces)[] models, int impressions, Random chance, TextWriter progress, CancellationToken cancel)
    {
        var (examples, spent, learnt) = (new Example[Batch], 0.0, 0);
        for (var i = 0; i < Batch; i++) examples[i] = new(new Features(), new bool[Ranker.SiteActions.Count], 1);
        while (learnt < impressions)
        {
            cancel.ThrowIfCancellationRequested();
            var batch = examples.AsMemory(0, Math.Min(Batch, impressions - learnt));
            Show(world, batch.Span, chance);
            foreach (var (name, ranker, believes) in models)
            {
                var (_, cpu) = Meter.Time(() => { foreach (var example in batch.Span) ranker.Learn(example.Features, example.Happened, believes ? 1 : example.Examined); });
                if (ranker == models[0].Ranker) spent += cpu;
            }
            learnt += batch.Length;
            if (learnt % 100_000 == 0) progress.WriteLine($"{learnt} impressions");
        }
        return spent * 1e6 / impressions;
    }

    static void Show(ClickWorld world, Span<Example> into, Random chance)
    {
        for (var i = 0; i < into.Length; i += ClickWorld.Places)
        {
            var (member, things) = world.Page(chance);
            for (var place = 0; place < things.Length && i + place < into.Length; place++)
            {
                ref var example = ref into[i + place];
                example.Features.Clear();
                world.Thing(things[place], world.Member(member, example.Features));
                world.Happened(member, things[place], chance, example.Happened);
                var examined = ClickWorld.Examined(place);
                if (chance.NextDouble() >= examined) example.Happened.AsSpan().Clear();
                example = example with { Examined = (float)examined };
            }
        }
    }

    readonly record struct Example(Features Features, bool[] Happened, float Examined);

    static (double Scores, double Once) Speed(ClickWorld world, Ranker ranker, Random chance, CancellationToken cancel)
    {
        var pairs = Enumerable.Range(0, Pool).Select(_ => world.Pair(chance)).ToArray();
        // as candidates come: two hundred things for one member
        for (var i = 0; i < pairs.Length; i++) pairs[i].Member = pairs[i / 200 * 200].Member;
        var wholes = pairs.Select(pair => world.Thing(pair.Thing, world.Member(pair.Member, new()))).ToArray();
        var members = pairs.Select(pair => world.Member(pair.Member, new())).ToArray();
        var things = pairs.Select(pair => world.Thing(pair.Thing, new())).ToArray();
        var worth = ranker.Worth(("open", 1), ("like", 3), ("save", 5), ("buy", 20), ("hide", -10));
        var sum = 0f;
        var scores = Rate(() => { foreach (var features in wholes) sum += ranker.Value(ranker.Add(features), worth); }, cancel);
        var once = Rate(() =>
        {
            Ranker.Part member = default;
            for (var i = 0; i < things.Length; i++)
            {
                if (i % 200 == 0) member = ranker.Add(members[i]);
                sum += ranker.Value(ranker.Add(things[i], member), worth);
            }
        }, cancel);
        return float.IsFinite(sum) ? (scores, once) : throw new InvalidOperationException("A score is not a number.");
    }

    static double Scattered(Ranker ranker, Random chance, CancellationToken cancel)
    {
        var fields = Enumerable.Range(0, 60).Select(i => new Field($"scattered {i}")).ToArray();
        var (wholes, worth, sum) = (new Features[Pool], ranker.Worth(("like", 1)), 0f);
        for (var i = 0; i < Pool; i++)
        {
            wholes[i] = new();
            foreach (var field in fields) wholes[i].Add(field, chance.Next(1_000_000));
        }
        var rate = Rate(() => { foreach (var features in wholes) sum += ranker.Value(ranker.Add(features), worth); }, cancel);
        return float.IsFinite(sum) ? rate : throw new InvalidOperationException("A score is not a number.");
    }

    static double Rate(Action round, CancellationToken cancel)
    {
        for (var warm = 0; warm < 5; warm++) round();
        cancel.ThrowIfCancellationRequested();
        const int rounds = 60;
        var (_, cpu) = Meter.Time(() => { for (var i = 0; i < rounds; i++) round(); });
        return rounds * (double)Pool / cpu;
    }

    /// <summary>Pairs drawn evenly, and what came of them.</summary>
    sealed class Test
    {
        readonly Features[] features;
        readonly double[][] truth;
        readonly bool[][] happened;

        public Test(ClickWorld world, Random chance)
        {
            var pairs = Enumerable.Range(0, Tests).Select(_ => world.Pair(chance)).ToArray();
            features = pairs.Select(pair => world.Thing(pair.Thing, world.Member(pair.Member, new()))).ToArray();
            var truths = pairs.Select(pair => world.Truth(pair.Member, pair.Thing)).ToArray();
            truth = Ranker.SiteActions.Select((_, action) => truths.Select(t => t[action]).ToArray()).ToArray();
            happened = truth.Select(one => one.Select(p => chance.NextDouble() < p).ToArray()).ToArray();
        }

        public double BestAuc => Round(truth.Zip(happened, (p, h) => ScoreMetrics.Auc(p, h)).Average());

        public Model Of(string name, Ranker ranker)
        {
            var told = Told(ranker);
            return new(name, Round(told.Zip(happened, (p, h) => ScoreMetrics.Auc(p, h)).Average()), Round(told.Zip(happened, (p, h) => ScoreMetrics.CalibrationError(p, h)).Average()),
                Round(told.Sum(p => p.Sum()) / happened.Sum(h => h.Count(yes => yes))));
        }

        public Told[] Actions(Ranker ranker)
        {
            var told = Told(ranker);
            return ranker.Actions.Select((action, i) => new Told(action, Round(happened[i].Average(yes => yes ? 1.0 : 0)),
                Round(ScoreMetrics.Auc(told[i], happened[i])), Round(ScoreMetrics.Auc(truth[i], happened[i])), Round(ScoreMetrics.CalibrationError(told[i], happened[i])))).ToArray();
        }

        double[][] Told(Ranker ranker)
        {
            var told = ranker.Actions.Select(_ => new double[features.Length]).ToArray();
            var probabilities = new float[told.Length];
            for (var i = 0; i < features.Length; i++)
            {
                ranker.Probabilities(features[i], probabilities);
                for (var action = 0; action < told.Length; action++) told[action][i] = probabilities[action];
            }
            return told;
        }
    }

    static double Round(double figure) => Math.Round(figure, 4);
}
