using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Kaki.Learning.Models;

namespace Kaki.Learning.Rank;

/// <summary>
/// Tells how probable each of up to sixteen actions is (open, like, save, buy …) when a member is shown a thing, and learns from every showing as it comes.
/// </summary>
/// <remarks>
/// <para>Hashed features (K. Weinberger et al., ICML 2009) meet in a table of rows shared by all actions: a weight for each action, and sixteen factors
/// whose pairwise products (S. Rendle, ICDM 2010) go to each action by a head of its own: <c>z = b + Σ w x + H · ½((Σ v x)² − Σ (v x)²)</c>
/// (bi-interaction: X. He, T.-S. Chua, SIGIR 2017). Steps by Adagrad (J. Duchi, E. Hazan, Y. Singer, JMLR 12, 2011), one memory a weight, one a row of factors.</para>
/// <para>What was learnt is what would be wanted if looked at: how probable a place is to be looked at goes in with each example (<see cref="Examination"/>) and is
/// no part of a score. Probabilities are calibrated per action (<see cref="Calibration"/>).</para>
/// <para>Deterministic for a seed and an order of examples. One thread may learn while others score: they see each number before or after. Memory: 196 bytes a row.</para>
/// </remarks>
public sealed class Ranker
{
    /// <summary>As many actions as a row has room for: one vector of 512 bits.</summary>
    public const int MostActions = 16;

    /// <summary>What members do on the site, the last of them unwelcome.</summary>
    public static readonly IReadOnlyList<string> SiteActions = ["open", "dwell", "like", "save", "comment", "share", "follow", "cart", "buy", "hide"];

    const string Kind = "rank.actions";
    const int Lanes = MostActions;
    const float MostLogit = 30;

    readonly string[] names;
    readonly RankerSettings settings;
    readonly FeatureRows rows;
    readonly PairHeads heads;
    readonly float[] bias = new float[Lanes], biasSquares = new float[Lanes];
    readonly Calibration[] calibrations;
    Vector512<float> slope = Vector512<float>.One, offset;

    /// <param name="actions">Their names, at most sixteen; null takes <see cref="SiteActions"/>.</param>
    /// <param name="settings">Null takes the defaults.</param>
    /// <exception cref="ArgumentException">No action, too many, one named twice, or a setting out of range.</exception>
    public Ranker(IReadOnlyList<string>? actions = null, RankerSettings? settings = null)
    {
        names = (actions ?? SiteActions).ToArray();
        this.settings = settings ?? new();
        if (Actions.Count is 0 or > MostActions || Actions.Distinct().Count() != Actions.Count) throw new ArgumentException($"1 to {MostActions} actions, each named once.", nameof(actions));
        this.settings.Check();
        (rows, heads) = (new(this.settings), new(this.settings));
        calibrations = Actions.Select(_ => new Calibration()).ToArray();
        if (!this.settings.Interactions) return;
        rows.Start();
        heads.Start();
    }

    /// <summary>In the order of every list of probabilities and weights.</summary>
    public IReadOnlyList<string> Actions => names;

    /// <summary>Examples learnt.</summary>
    public long Learnt { get; private set; }

    /// <summary>What one part of the features adds up to: a member's, taken once for all the things they might be shown.</summary>
    public readonly struct Part
    {
        internal Vector512<float> Linear { get; init; }
        internal Vector512<float> Sum { get; init; }
        internal Vector512<float> Squares { get; init; }
    }

    /// <summary>Adds up features, upon a part already added up.</summary>
    public Part Add(Features features, in Part upon = default)
    {
        ArgumentNullException.ThrowIfNull(features);
        return rows.Add(features, upon);
    }

    /// <summary>Writes how probable each action is.</summary>
    /// <param name="whole">All features added up.</param>
    /// <param name="probabilities">One place for each action.</param>
    public void Probabilities(in Part whole, Span<float> probabilities)
    {
        if (probabilities.Length != Actions.Count) throw new ArgumentException($"Room for {probabilities.Length} probabilities of {Actions.Count} actions.", nameof(probabilities));
        var all = Calibrated(whole);
        for (var i = 0; i < probabilities.Length; i++) probabilities[i] = all[i];
    }

    /// <summary>Writes how probable each action is.</summary>
    public void Probabilities(Features features, Span<float> probabilities) => Probabilities(Add(features), probabilities);

    /// <summary>One number to rank by: what each action is worth, times how probable it is.</summary>
    /// <param name="whole">All features added up.</param>
    /// <param name="worth">For each action; below zero for what is unwelcome. See <see cref="Worth"/>.</param>
    public float Value(in Part whole, in Vector512<float> worth) => Vector512.Sum(Calibrated(whole) * worth);

    /// <summary>What actions are worth, in the form <see cref="Value"/> takes.</summary>
    /// <exception cref="ArgumentException">An action is not known, or a worth is not finite. Actions not named are worth nothing.</exception>
    public Vector512<float> Worth(params IEnumerable<(string Action, float Worth)> worth)
    {
        Span<float> all = stackalloc float[Lanes];
        all.Clear();
        foreach (var (action, points) in worth)
        {
            var at = Array.IndexOf(names, action);
            if (at < 0) throw new ArgumentException($"There is no action {action}.", nameof(worth));
            if (!float.IsFinite(points)) throw new ArgumentException($"{action} is worth a finite number.", nameof(worth));
            all[at] = points;
        }
        return Vector512.Create<float>(all);
    }

    Vector512<float> Calibrated(in Part whole)
    {
        var z = Clamped(Logits(whole, Pairs(whole))) * slope + offset;
        return Vector512<float>.One / (Vector512<float>.One + Vector512.Exp(-z));
    }

    static Vector512<float> Pairs(in Part whole) => (whole.Sum * whole.Sum - whole.Squares) * Vector512.Create(0.5f);

    Vector512<float> Logits(in Part whole, Vector512<float> pairs)
    {
        var z = whole.Linear + Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(bias));
        return settings.Interactions ? heads.Add(pairs, z) : z;
    }

    static Vector512<float> Clamped(Vector512<float> z) => Vector512.Min(Vector512.Max(z, Vector512.Create(-MostLogit)), Vector512.Create(MostLogit));

    /// <summary>Takes in what came of one showing.</summary>
    /// <param name="features">All of them.</param>
    /// <param name="happened">For each action, whether it happened.</param>
    /// <param name="examined">How probable the place it stood in was to be looked at; 1 where that is not in doubt.</param>
    /// <exception cref="ArgumentException">There is not one outcome per action.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="examined"/> is not above 0 and at most 1.</exception>
    public void Learn(Features features, ReadOnlySpan<bool> happened, double examined = 1)
    {
        if (happened.Length != Actions.Count) throw new ArgumentException($"{happened.Length} outcomes of {Actions.Count} actions.", nameof(happened));
        if (examined is not (> 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(examined), examined, "Above 0, at most 1.");
        var whole = Add(features);
        var pairs = Pairs(whole);
        var gradient = Gradient(Clamped(Logits(whole, pairs)), happened, examined);
        var upon = settings.Interactions ? heads.Upon(gradient) : default;
        if (settings.Interactions) heads.Step(gradient, pairs);
        Adagrad.Step(ref bias[0], ref biasSquares[0], gradient, settings.Rate, 0);
        rows.Step(features, whole.Sum, gradient, upon);
        Learnt++;
    }

    Vector512<float> Gradient(Vector512<float> z, ReadOnlySpan<bool> happened, double examined)
    {
        Span<float> gradient = stackalloc float[Lanes];
        gradient.Clear();
        for (var i = 0; i < happened.Length; i++)
        {
            gradient[i] = (float)Examination.Told(z[i], happened[i], examined).Gradient;
            calibrations[i].Learn(z[i], happened[i], examined, settings.CalibrationMemory);
        }
        TakeLines();
        return Vector512.Create<float>(gradient);
    }

    void TakeLines()
    {
        Span<float> slopes = stackalloc float[Lanes], offsets = stackalloc float[Lanes];
        slopes.Clear();
        offsets.Clear();
        for (var i = 0; i < calibrations.Length; i++) (slopes[i], offsets[i]) = calibrations[i].Line;
        (slope, offset) = (Vector512.Create<float>(slopes), Vector512.Create<float>(offsets));
    }

    /// <summary>Writes the model, its calibration and its memory of steps: what is loaded learns on as if it had never been away.</summary>
    public void Save(Stream to) => ModelFile.Save(to, Kind, 1, Write);

    /// <summary>Writes it to <paramref name="path"/>, whole or not at all, in the place of what lies there.</summary>
    public void Save(string path) => ModelFile.Save(path, Kind, 1, Write);

    void Write(BinaryWriter body)
    {
        body.Write(names.Length);
        foreach (var name in names) body.Write(name);
        settings.Write(body);
        body.Write(Learnt);
        rows.Write(body);
        heads.Write(body);
        body.WriteAll<float>(bias);
        body.WriteAll<float>(biasSquares);
        foreach (var calibration in calibrations) calibration.Write(body);
    }

    /// <summary>Reads it back.</summary>
    /// <exception cref="ModelFileException">The bytes are not such a model.</exception>
    public static Ranker Load(byte[] file) => ModelFile.Load(file, Kind, 1, Read);

    /// <summary>Reads it back.</summary>
    /// <exception cref="ModelFileException">The file is not such a model.</exception>
    public static Ranker Load(string path) => ModelFile.Load(path, Kind, 1, Read);

    static Ranker Read(BinaryReader body, int _)
    {
        var count = body.ReadInt32();
        if (count is < 1 or > MostActions) throw new EndOfStreamException();
        var names = new string[count];
        for (var i = 0; i < names.Length; i++) names[i] = body.ReadString();
        var ranker = new Ranker(names, RankerSettings.Read(body)) { Learnt = body.ReadInt64() };
        ranker.rows.Read(body);
        ranker.heads.Read(body);
        body.Fill(ranker.bias);
        body.Fill(ranker.biasSquares);
        for (var i = 0; i < names.Length; i++) ranker.calibrations[i] = Calibration.Read(body);
        ranker.TakeLines();
        return ranker;
    }
}
