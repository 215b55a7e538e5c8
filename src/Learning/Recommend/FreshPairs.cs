using Kaki.Learning.Models;

namespace Kaki.Learning.Recommend;

/// <summary>What was learnt since the model was fitted: for each item, the few items it has come to speak for.</summary>
/// <remarks>One thread folds; any number read meanwhile. A row is replaced whole, so a reader sees it as it was or as it is. At most 8 · 32 bytes an item, for items that had new actions.</remarks>
sealed class FreshPairs
{
    /// <summary>So many of a member's last actions learn from a new one.</summary>
    public const int Reach = 20;

    const int Width = 32;

    readonly RidgePrior prior;
    readonly double damping, scale;
    readonly Lock folding = new();
    float[] evidence;
    Scored[]?[] rows;
    int items;

    public FreshPairs(float[] evidence, RidgePrior prior, double damping, double scale)
    {
        (this.evidence, this.prior, this.damping, this.scale) = (evidence, prior, damping, scale);
        rows = new Scored[evidence.Length][];
        items = evidence.Length;
    }

    /// <summary>How many items are known; what lies behind them in the arrays is room for new ones.</summary>
    public int Items => Volatile.Read(ref items);

    public void Add(ReadOnlySpan<Signal> actions, Span<float> scores)
    {
        var now = Volatile.Read(ref rows);
        foreach (var signal in actions)
        {
            if ((uint)signal.Item >= (uint)now.Length || !float.IsFinite(signal.Weight) || now[signal.Item] is not { } row) continue;
            foreach (var pair in row)
                if (pair.Item < scores.Length) scores[pair.Item] += signal.Weight * pair.Score;
        }
    }

    public void Fold(IItemWeights fitted, ReadOnlySpan<Signal> before, Signal now)
    {
        lock (folding)
        {
            Reserve(now.Item + 1);
            var weight = (float)(scale * Math.Pow(MemberWeights.Size(before) + now.Weight * now.Weight, -damping));
            evidence[now.Item] += weight * now.Weight * now.Weight;
            if (before.Length > Reach) before = before[^Reach..];
            Learn(fitted, before, now, weight);
        }
    }

    // w·e·x / (Λ + evidence), divided by 1 + what the whole of them would move, so that a long history does not overshoot
    void Learn(IItemWeights fitted, ReadOnlySpan<Signal> before, Signal now, float weight)
    {
        var (told, moved) = (0f, 1f);
        foreach (var signal in before)
        {
            if (!Known(signal, now)) continue;
            told += signal.Weight * Between(fitted, signal.Item, now.Item);
            moved += weight * signal.Weight * signal.Weight * Ease(signal.Item);
        }
        var surprise = Math.Max(0, now.Weight - told) * weight / moved;
        // the way back would cost as many looks again; what surprised this way surprises that way
        var back = surprise * now.Weight * Ease(now.Item);
        foreach (var signal in before)
        {
            if (!Known(signal, now)) continue;
            Raise(signal.Item, now.Item, surprise * signal.Weight * Ease(signal.Item));
            Raise(now.Item, signal.Item, back);
        }
    }

    bool Known(Signal signal, Signal now) => (uint)signal.Item < (uint)items && signal.Item != now.Item && float.IsFinite(signal.Weight) && signal.Weight > 0;

    float Ease(int item) => 1 / (evidence[item] + prior.Ridge(evidence[item]));

    float Between(IItemWeights fitted, int from, int to)
    {
        var told = from < fitted.Items ? fitted.Between(from, to) : 0;
        foreach (var pair in rows[from] ?? [])
            if (pair.Item == to) return told + pair.Score;
        return told;
    }

    void Raise(int from, int to, float by)
    {
        if (!(by > 0)) return;
        var row = rows[from] ?? [];
        var at = Array.FindIndex(row, pair => pair.Item == to);
        if (at >= 0)
        {
            row[at] = new(to, row[at].Score + by);
            return;
        }
        var renewed = new Scored[Math.Min(Width, row.Length + 1)];
        row.AsSpan(0, Math.Min(row.Length, renewed.Length)).CopyTo(renewed);
        renewed[row.Length < Width ? ^1 : Weakest(row)] = new(to, by);
        Volatile.Write(ref rows[from], renewed);
    }

    static int Weakest(Scored[] row)
    {
        var weakest = 0;
        for (var at = 1; at < row.Length; at++)
            if (row[at].Score < row[weakest].Score) weakest = at;
        return weakest;
    }

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
        to.Write(prior.Strength);
        to.Write(prior.Damping);
        to.Write(prior.Mean);
        to.Write(damping);
        to.Write(scale);
        to.WriteAll<float>(evidence.AsSpan(0, items));
        to.WriteAll<int>(rows.Take(items).Select(row => row?.Length ?? 0).ToArray());
        to.WriteAll<Scored>(rows.Take(items).SelectMany(row => row ?? []).ToArray());
    }

    public static FreshPairs Read(BinaryReader from)
    {
        var prior = new RidgePrior(from.ReadDouble(), from.ReadDouble(), from.ReadDouble());
        var (damping, scale) = (from.ReadDouble(), from.ReadDouble());
        var read = new FreshPairs(from.ReadAll<float>(), prior, damping, scale);
        var (lengths, pairs) = (from.ReadAll<int>(), from.ReadAll<Scored>());
        if (lengths.Length != read.Items || lengths.Any(length => length < 0) || lengths.Sum(length => (long)length) != pairs.Length || pairs.Any(pair => (uint)pair.Item >= (uint)read.Items))
            throw new ModelFileException(ModelFault.Torn, "The latest pairs do not fit together.");
        for (int item = 0, at = 0; item < lengths.Length; at += lengths[item++])
            if (lengths[item] > 0) read.rows[item] = pairs[at..(at + lengths[item])];
        return read;
    }
}
