using Kaki.Learning.Models;

namespace Kaki.Learning.Recommend;

/// <summary>What was learnt since the model was fitted: for each item that had new actions, the few items it has come to speak for.</summary>
/// <remarks>
/// One thread folds at a time; any number read meanwhile. A pair is one number of 64 bits, so that no reader sees an item with the weight of another.
/// Some 280 bytes for each item that had new actions.
/// </remarks>
sealed class FreshPairs
{
    /// <summary>So many of a member's last actions learn from a new one.</summary>
    const int Reach = 20;

    const int Width = 32;

    readonly RidgePrior prior;
    readonly double damping, scale;
    readonly Lock folding = new();
    float[] evidence;
    long[]?[] rows;
    int items;

    public FreshPairs(float[] evidence, RidgePrior prior, double damping, double scale)
    {
        (this.evidence, this.prior, this.damping, this.scale) = (evidence, prior, damping, scale);
        rows = new long[evidence.Length][];
        items = evidence.Length;
    }

    /// <summary>How many items are known; what lies behind them in the arrays is room for new ones.</summary>
    public int Items => Volatile.Read(ref items);

    public void Add(ReadOnlySpan<Signal> actions, Span<float> scores)
    {
        var now = Volatile.Read(ref rows);
        foreach (var signal in actions)
        {
            if ((uint)signal.Item >= (uint)now.Length || !float.IsFinite(signal.Weight) || Volatile.Read(ref now[signal.Item]) is not { } row) continue;
            for (var at = 0; at < row.Length; at++)
            {
                var pair = Pair(Volatile.Read(ref row[at]));
                if (pair.Item < scores.Length) scores[pair.Item] += signal.Weight * pair.Score;
            }
        }
    }

    public void Fold(IItemWeights fitted, ReadOnlySpan<Signal> before, Signal now)
    {
        lock (folding)
        {
            Reserve(now.Item + 1);
            now = now with { Weight = now.Told };
            var weight = (float)(scale * Math.Pow(MemberWeights.Size(before) + now.Weight * now.Weight, -damping));
            evidence[now.Item] += weight * now.Weight * now.Weight;
            if (before.Length > Reach) before = before[^Reach..];
            Learn(fitted, before, now, weight);
        }
    }

    // w·e·x / (Λ + evidence), divided by 1 + what the whole of them would move, so that a long history does not overshoot
    void Learn(IItemWeights fitted, ReadOnlySpan<Signal> before, Signal now, float weight)
    {
        Span<float> ease = stackalloc float[Reach];
        var (told, moved) = (0f, 1f);
        for (var at = 0; at < before.Length; at++)
        {
            var signal = before[at];
            if (!Known(signal, now)) continue;
            ease[at] = Ease(signal.Item);
            told += signal.Told * Between(fitted, signal.Item, now.Item);
            moved += weight * signal.Told * signal.Told * ease[at];
        }
        var surprise = Math.Max(0, now.Weight - told) * weight / moved;
        // the way back would cost as many looks again; what surprised this way surprises that way
        var back = surprise * now.Weight * Ease(now.Item);
        for (var at = 0; at < before.Length; at++)
        {
            if (!Known(before[at], now)) continue;
            Raise(before[at].Item, now.Item, surprise * before[at].Told * ease[at]);
            Raise(now.Item, before[at].Item, back);
        }
    }

    bool Known(Signal signal, Signal now) => (uint)signal.Item < (uint)items && signal.Item != now.Item && signal.Told > 0;

    float Ease(int item) => 1 / (evidence[item] + prior.Ridge(evidence[item]));

    float Between(IItemWeights fitted, int from, int to)
    {
        var told = from < fitted.Items ? fitted.Between(from, to) : 0;
        if (rows[from] is not { } row) return told;
        foreach (var packed in row)
            if (Pair(packed) is { Score: > 0 } pair && pair.Item == to) return told + pair.Score;
        return told;
    }

    // where the pair stands already, or else in the place of the weakest
    void Raise(int from, int to, float by)
    {
        if (!(by > 0)) return;
        var row = rows[from] ??= new long[Width];
        var weakest = 0;
        for (var at = 0; at < row.Length; at++)
        {
            var pair = Pair(row[at]);
            if (pair.Score > 0 && pair.Item == to)
            {
                Volatile.Write(ref row[at], Packed(new(to, pair.Score + by)));
                return;
            }
            if (pair.Score < Pair(row[weakest]).Score) weakest = at;
        }
        Volatile.Write(ref row[weakest], Packed(new(to, by)));
    }

    // zero is an empty place: it adds nothing to item 0
    static long Packed(Scored pair) => (long)pair.Item << 32 | BitConverter.SingleToUInt32Bits(pair.Score);

    static Scored Pair(long packed) => new((int)(packed >> 32), BitConverter.UInt32BitsToSingle((uint)packed));

    void Reserve(int wanted)
    {
        if (wanted <= items) return;
        if (wanted > rows.Length)
        {
            var room = Math.Max(wanted, rows.Length + rows.Length / 8);
            Array.Resize(ref evidence, room);
            var grown = rows;
            Array.Resize(ref grown, room);
            Volatile.Write(ref rows, grown);
        }
        Volatile.Write(ref items, wanted);
    }

    public void Write(BinaryWriter to)
    {
        lock (folding)
        {
            foreach (var number in (double[])[prior.Strength, prior.Damping, prior.Mean, damping, scale]) to.Write(number);
            to.WriteAll<float>(evidence.AsSpan(0, items));
            var held = Enumerable.Range(0, items).Where(item => rows[item] is not null).ToArray();
            to.WriteAll<int>(held);
            to.WriteAll<long>([.. held.SelectMany(item => rows[item]!)]);
        }
    }

    /// <exception cref="ModelFileException">The numbers do not fit together.</exception>
    public static FreshPairs Read(BinaryReader from)
    {
        var prior = new RidgePrior(from.ReadDouble(), from.ReadDouble(), from.ReadDouble());
        var (damping, scale) = (from.ReadDouble(), from.ReadDouble());
        var read = new FreshPairs(from.ReadAll<float>(), prior, damping, scale);
        var (held, pairs) = (from.ReadAll<int>(), from.ReadAll<long>());
        if (pairs.Length != (long)held.Length * Width || held.Any(item => (uint)item >= (uint)read.items) || pairs.Any(packed => (uint)Pair(packed).Item >= (uint)read.items))
            throw new ModelFileException(ModelFault.Torn, "The latest pairs do not fit together.");
        for (var at = 0; at < held.Length; at++) read.rows[held[at]] = pairs[(at * Width)..((at + 1) * Width)];
        return read;
    }
}
