using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
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
    const int Lanes = 16, Row = 2 * Lanes;
    const int FewestBits = 4, MostBits = 25;
    const float MostLogit = 30;

    // squares of gradients supposed before any was seen: the first steps are not the longest possible
    const float FirstDoubt = 0.1f, FirstFactorDoubt = 1e-3f;

    readonly string[] names;
    readonly RankerSettings settings;
    readonly uint mask;

    // a row: a weight for each action, then the factors; its memory: one for each weight, then one for the factors
    readonly int first;
    readonly float[] table, squares, factorSquares, heads, headSquares, bias, biasSquares;
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
        Check(this.settings);
        var rows = 1 << this.settings.Bits;
        mask = (uint)rows - 1;
        (table, first) = Aligned(rows * Row);
        squares = new float[rows * Lanes];
        factorSquares = new float[rows];
        (heads, headSquares) = (new float[Lanes * Lanes], new float[Lanes * Lanes]);
        (bias, biasSquares) = (new float[Lanes], new float[Lanes]);
        calibrations = Actions.Select(_ => new Calibration()).ToArray();
        if (this.settings.Interactions) Start();
    }

    static void Check(RankerSettings settings)
    {
        if (settings.Bits is < FewestBits or > MostBits) throw new ArgumentException($"{FewestBits} to {MostBits} bits.", nameof(settings));
        var fits = settings.Rate > 0 && settings.FactorRate > 0 && settings.FactorStart > 0 && settings.Shrink is >= 0 and < 1 && settings.CalibrationMemory >= 1;
        if (!fits || !float.IsFinite(settings.Rate + settings.FactorRate + settings.FactorStart)) throw new ArgumentException("Rates and the start are finite and above zero, the share shrunk from 0 to below 1, the memory one example or more.", nameof(settings));
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
        var (linear, sum, square) = (upon.Linear, upon.Sum, upon.Squares);
        ref var start = ref table[first];
        var values = features.Values;
        var keys = features.Keys;
        for (var i = 0; i < keys.Length; i++) Fetch(ref Unsafe.Add(ref start, (nuint)(keys[i] & mask) * Row));
        for (var i = 0; i < keys.Length; i++)
        {
            var at = (nuint)(keys[i] & mask) * Row;
            var x = Vector512.Create(values[i]);
            linear = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref start, at), x, linear);
            var factor = Vector512.LoadUnsafe(ref start, at + Lanes) * x;
            sum += factor;
            square = Vector512.FusedMultiplyAdd(factor, factor, square);
        }
        return new() { Linear = linear, Sum = sum, Squares = square };
    }

    // asks for a row's two cache lines before they are wanted: rows lie anywhere, and waiting for one after the other is most of the time
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static unsafe void Fetch(ref float row)
    {
        if (!Sse.IsSupported) return;
        var lines = (byte*)Unsafe.AsPointer(ref row);
        Sse.Prefetch0(lines);
        Sse.Prefetch0(lines + 64);
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
        if (!settings.Interactions) return z;
        ref var head = ref MemoryMarshal.GetArrayDataReference(heads);
        for (var factor = 0; factor < Lanes; factor++) z = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref head, (nuint)(factor * Lanes)), Vector512.Create(pairs[factor]), z);
        return z;
    }

    static Vector512<float> Clamped(Vector512<float> z) => Vector512.Min(Vector512.Max(z, Vector512.Create(-MostLogit)), Vector512.Create(MostLogit));

    /// <summary>Takes in what came of one showing.</summary>
    /// <param name="features">All of them.</param>
    /// <param name="happened">For each action, whether it happened.</param>
    /// <param name="examined">How probable the place it stood in was to be looked at; 1 where that is not in doubt.</param>
    /// <exception cref="ArgumentException">There is not one outcome per action.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="examined"/> is not above 0 and at most 1.</exception>
    public void Learn(Features features, ReadOnlySpan<bool> happened, float examined = 1)
    {
        if (happened.Length != Actions.Count) throw new ArgumentException($"{happened.Length} outcomes of {Actions.Count} actions.", nameof(happened));
        if (examined is not (> 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(examined), examined, "Above 0, at most 1.");
        var whole = Add(features);
        var pairs = Pairs(whole);
        var gradient = Gradient(Clamped(Logits(whole, pairs)), happened, examined);
        var upon = settings.Interactions ? Factors(gradient) : default;
        if (settings.Interactions) StepHeads(gradient, pairs);
        Step(ref bias[0], ref biasSquares[0], gradient, settings.Rate, 0);
        StepRows(features, whole.Sum, gradient, upon);
        Learnt++;
    }

    Vector512<float> Gradient(Vector512<float> z, ReadOnlySpan<bool> happened, float examined)
    {
        Span<float> gradient = stackalloc float[Lanes];
        gradient.Clear();
        for (var i = 0; i < happened.Length; i++)
        {
            gradient[i] = (float)Examination.Gradient(1 / (1 + Math.Exp(-z[i])), happened[i], examined);
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

    // what a change of each pair's product would do to the loss
    Vector512<float> Factors(Vector512<float> gradient)
    {
        Span<float> upon = stackalloc float[Lanes];
        ref var head = ref MemoryMarshal.GetArrayDataReference(heads);
        for (var factor = 0; factor < Lanes; factor++) upon[factor] = Vector512.Sum(Vector512.LoadUnsafe(ref head, (nuint)(factor * Lanes)) * gradient);
        return Vector512.Create<float>(upon);
    }

    void StepHeads(Vector512<float> gradient, Vector512<float> pairs)
    {
        for (var factor = 0; factor < Lanes; factor++)
            Step(ref heads[factor * Lanes], ref headSquares[factor * Lanes], gradient * Vector512.Create(pairs[factor]), settings.FactorRate, 0);
    }

    void StepRows(Features features, Vector512<float> sum, Vector512<float> gradient, Vector512<float> upon)
    {
        var keys = features.Keys;
        var values = features.Values;
        for (var i = 0; i < keys.Length; i++)
        {
            var row = (int)(keys[i] & mask);
            var x = Vector512.Create(values[i]);
            Step(ref table[first + row * Row], ref squares[row * Lanes], gradient * x, settings.Rate, settings.Shrink);
            if (!settings.Interactions) continue;
            ref var factors = ref table[first + row * Row + Lanes];
            var factor = Vector512.LoadUnsafe(ref factors);
            var g = upon * x * (sum - factor * x);
            var seen = factorSquares[row] += Vector512.Sum(g * g) / Lanes;
            (factor * Vector512.Create(1 - settings.Shrink) - g * Vector512.Create(settings.FactorRate / MathF.Sqrt(seen + FirstFactorDoubt))).StoreUnsafe(ref factors);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Step(ref float weights, ref float squares, Vector512<float> gradient, float rate, float shrink)
    {
        var seen = Vector512.FusedMultiplyAdd(gradient, gradient, Vector512.LoadUnsafe(ref squares));
        seen.StoreUnsafe(ref squares);
        var step = gradient * Vector512.Create(rate) / Vector512.Sqrt(seen + Vector512.Create(FirstDoubt));
        (Vector512.LoadUnsafe(ref weights) * Vector512.Create(1 - shrink) - step).StoreUnsafe(ref weights);
    }

    // a row is two cache lines, not parts of three
    static (float[] Numbers, int First) Aligned(int count)
    {
        var numbers = GC.AllocateArray<float>(count + Lanes, pinned: true);
        var over = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(numbers, 0) & 63);
        return (numbers, over == 0 ? 0 : (64 - over) / sizeof(float));
    }

    // factors must differ from each other to learn anything; heads begin as a plain factorisation machine
    void Start()
    {
        var state = (ulong)settings.Seed;
        for (var row = 0; row <= mask; row++)
            for (var factor = 0; factor < Lanes; factor++) table[first + row * Row + Lanes + factor] = Uniform(ref state) * settings.FactorStart;
        heads.AsSpan().Fill(1);
    }

    // splitmix64 (S. Vigna): −1 to 1
    static float Uniform(ref ulong state)
    {
        var mixed = state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) >> 40) / (float)(1 << 23) - 1;
    }

    /// <summary>Writes the model, its calibration and its memory of steps: what is loaded learns on as if it had never been away.</summary>
    public void Save(Stream to) => ModelFile.Save(to, Kind, 1, body =>
    {
        body.Write(names.Length);
        foreach (var name in names) body.Write(name);
        Write(body, settings);
        body.Write(Learnt);
        body.WriteAll<float>(table.AsSpan(first, squares.Length * (Row / Lanes)));
        foreach (var numbers in (float[][])[squares, factorSquares, heads, headSquares, bias, biasSquares]) body.WriteAll<float>(numbers);
        foreach (var calibration in calibrations) calibration.Write(body);
    });

    /// <exception cref="ModelFileException">The bytes are not such a model.</exception>
    public static Ranker Load(byte[] file) => ModelFile.Load(file, Kind, 1, (body, _) =>
    {
        var names = new string[Between(body.ReadInt32(), 1, MostActions)];
        for (var i = 0; i < names.Length; i++) names[i] = body.ReadString();
        var ranker = new Ranker(names, ReadSettings(body)) { Learnt = body.ReadInt64() };
        Fill(body, ranker.table.AsSpan(ranker.first, ranker.squares.Length * (Row / Lanes)));
        foreach (var numbers in (float[][])[ranker.squares, ranker.factorSquares, ranker.heads, ranker.headSquares, ranker.bias, ranker.biasSquares]) Fill(body, numbers);
        for (var i = 0; i < names.Length; i++) ranker.calibrations[i] = Calibration.Read(body);
        ranker.TakeLines();
        return ranker;
    });

    static void Fill(BinaryReader body, Span<float> numbers)
    {
        var read = body.ReadAll<float>();
        if (read.Length != numbers.Length) throw new EndOfStreamException();
        read.CopyTo(numbers);
    }

    static void Write(BinaryWriter body, RankerSettings settings)
    {
        body.Write(settings.Bits);
        body.Write(settings.Interactions);
        body.Write(settings.Rate);
        body.Write(settings.FactorRate);
        body.Write(settings.FactorStart);
        body.Write(settings.Shrink);
        body.Write(settings.CalibrationMemory);
        body.Write(settings.Seed);
    }

    static RankerSettings ReadSettings(BinaryReader body) => new()
    {
        Bits = Between(body.ReadInt32(), FewestBits, MostBits), Interactions = body.ReadBoolean(), Rate = body.ReadSingle(), FactorRate = body.ReadSingle(),
        FactorStart = body.ReadSingle(), Shrink = body.ReadSingle(), CalibrationMemory = body.ReadDouble(), Seed = body.ReadInt32(),
    };

    static int Between(int value, int least, int most) => value >= least && value <= most ? value : throw new EndOfStreamException();
}
