using Kaki.Learning.Models;

namespace Kaki.Learning.Forecast.Combine;

/// <summary>What many series of one kind teach together: which methods to join, and how far forecasts fall from what comes.</summary>
/// <remarks>
/// One short series cannot say which method suits it; hundreds alike can. Each is back-tested on a rolling origin with every method of
/// the pool, then the median of every subset. The best is taken if it beats the default (four unlike methods) beyond what
/// the best of so many subsets gains by chance, else the default stays. Its standardised errors from late origins give the intervals (<see cref="Conformal"/>).
/// Memory: the series, and the pool's forecasts of those back-tested.
/// </remarks>
public sealed class Panel
{
    const string Kind = "forecast.panel";
    const int Version = 2;

    readonly int chosen;
    readonly TypicalSpread typical;
    readonly RecentSpread recent;
    readonly ErrorShape[] shapes;

    Panel(int chosen, int season, TypicalSpread typical, RecentSpread recent, ErrorShape[] shapes)
    {
        (this.chosen, Season, this.typical, this.recent, this.shapes) = (chosen, season, typical, recent, shapes);
        Method = MethodOf(chosen, season);
    }

    static IForecaster MethodOf(int chosen, int season) => chosen == 0 ? Combination.Default : Joined(Subset(Members.Pool(season), chosen));

    /// <summary>What was chosen.</summary>
    public IForecaster Method { get; }

    /// <summary>Length of the season that the series were learnt with: what was handed in, or what all of them showed where that was 1.</summary>
    public int Season { get; }

    /// <summary>Back-tests the pool on the series.</summary>
    /// <param name="series">Histories; those too short to be tested are passed over.</param>
    /// <param name="season">Values in a season. 1 if none is known: a usual one is looked for and taken if it helps all series together beyond chance.</param>
    /// <param name="horizon">How far the forecasts will reach.</param>
    /// <param name="most">Back-tests at most, to choose by and again to measure errors by: of so many forecasts, spread evenly over the series.</param>
    /// <param name="progress">Is told the share done, 0 to 1.</param>
    /// <param name="cancel">Ends it with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">A series holds NaN or an infinity; the message says which, and where.</exception>
    public static Panel Learn(IReadOnlyList<double[]> series, int season, int horizon, int most = 2400, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentOutOfRangeException.ThrowIfLessThan(season, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        for (var i = 0; i < series.Count; i++) History.CheckValues(series[i], $"series {i}");
        if (season == 1) season = UnnamedSeason.Of(series, horizon, most / 4, cancel);
        var trial = new PanelTrial(PanelTrial.Tasks(series, season, horizon, most), Members.Pool(season), season);
        trial.Run(progress is null ? null : new Half(progress, 0), cancel);
        var chosen = trial.Choose();
        var tried = PanelErrors.Of(MethodOf(chosen, season), series, season, horizon, most, progress is null ? null : new Half(progress, 0.5), cancel);
        var typical = TypicalSpread.Of([.. tried.Select(t => (t.History, t.Prediction))], horizon);
        var tests = tried.Select(t => (t.History, Test: new BackTested(t.History.Length, t.Actual, typical.Temper(t.Prediction, t.History)))).ToArray();
        var recent = RecentSpread.Of(tests, season);
        var shapes = Conformal.Shapes(tests.Select(t => t.Test with { Prediction = recent.Temper(t.Test.Prediction, t.History, season) }), horizon, PanelErrors.Overlap, mirrored: true);
        return new(chosen, season, typical, recent, shapes);
    }

    sealed class Half(IProgress<double> whole, double begun) : IProgress<double>
    {
        public void Report(double value) => whole.Report(begun + value / 2);
    }

    /// <summary>The next values of a series of this kind, with measured intervals.</summary>
    public Prediction Forecast(ReadOnlySpan<double> history, int horizon)
    {
        var prediction = recent.Temper(typical.Temper(Method.Fit(history, Season).Forecast(horizon), history), history, Season).Spread(shapes);
        return history.ContainsAnyInRange(double.MinValue, -double.Epsilon) ? prediction : prediction.AtLeast(0);
    }

    /// <summary>Writes what was learnt to <paramref name="path"/>, in the place of what lies there.</summary>
    public void Save(string path) => ModelFile.Save(path, Kind, Version, to =>
    {
        to.Write(Season);
        // by name: the pool may change its order
        var members = chosen == 0 ? [] : Subset(Members.Pool(Season), chosen);
        to.Write(members.Length);
        foreach (var member in members) to.Write(member.Name);
        typical.Write(to);
        to.Write(recent.Power);
        to.Write(shapes.Length);
        foreach (var shape in shapes) shape.Write(to);
    });

    /// <summary>Reads it back.</summary>
    /// <exception cref="ModelFileException">The file is no panel, torn, newer than this program, or names a method this one does not know.</exception>
    public static Panel Load(string path) => ModelFile.Load(path, Kind, Version, (from, version) =>
    {
        var season = from.ReadInt32();
        var names = Enumerable.Range(0, from.ReadInt32()).Select(_ => from.ReadString()).ToArray();
        var known = Members.Pool(season).Select(m => m.Name).ToArray();
        if (names.FirstOrDefault(n => !known.Contains(n)) is { } strange) throw new ModelFileException(ModelFault.OtherKind, $"This program knows no method called {strange}.");
        var typical = version > 1 ? TypicalSpread.Read(from) : TypicalSpread.None;
        var recent = version > 1 ? new RecentSpread(from.ReadDouble()) : RecentSpread.None;
        var shapes = Enumerable.Range(0, from.ReadInt32()).Select(_ => ErrorShape.Read(from)).ToArray();
        return new Panel(names.Sum(n => 1 << Array.IndexOf(known, n)), season, typical, recent, shapes);
    });

    static Combination Joined(IForecaster[] members) => new("Median of " + string.Join(", ", members.Select(m => m.Name)), members);

    static IForecaster[] Subset(IReadOnlyList<IForecaster> pool, int bits) => [.. pool.Where((_, i) => (bits >> i & 1) > 0)];
}
