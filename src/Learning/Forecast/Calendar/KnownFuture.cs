namespace Kaki.Learning.Forecast.Calendar;

/// <summary>Figures known beforehand for each value of a series and of its future: holidays, promotions, prices. One column each.</summary>
public sealed class KnownFuture
{
    readonly List<(string Name, double[] Values)> columns = [];

    /// <param name="length">Values of the history and of the future together.</param>
    public KnownFuture(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Length = length;
    }

    /// <summary>Values of the history and of the future together.</summary>
    public int Length { get; }

    /// <summary>The columns' names in order.</summary>
    public IReadOnlyList<string> Names => [.. columns.Select(c => c.Name)];

    internal IReadOnlyList<double[]> Columns => [.. columns.Select(c => c.Values)];

    /// <summary>A figure for every value: 1 while a promotion runs, the discount, the price.</summary>
    /// <exception cref="ArgumentException">Not one for each value, or not finite.</exception>
    public KnownFuture With(string name, IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count != Length) throw new ArgumentException($"{name} has {values.Count} values; the series and its future have {Length}.", nameof(values));
        if (values.Any(v => !double.IsFinite(v))) throw new ArgumentException($"{name} holds a value that is not finite.", nameof(values));
        columns.Add((name, [.. values]));
        return this;
    }

    /// <summary>A holiday of daily values: one column for each <paramref name="block"/> days of its window, 1 on its days.</summary>
    /// <param name="holiday">Which, and how wide.</param>
    /// <param name="first">The day of the first value.</param>
    /// <param name="block">Days that share one effect.</param>
    public KnownFuture With(Holiday holiday, DateOnly first, int block = 7)
    {
        ArgumentNullException.ThrowIfNull(holiday);
        ArgumentOutOfRangeException.ThrowIfLessThan(block, 1);
        var offsets = Enumerable.Range(0, Length).Select(i => holiday.Offset(first.AddDays(i))).ToArray();
        // the day itself begins a block
        foreach (var at in offsets.OfType<int>().Select(Block).Distinct().Order().ToArray())
            With($"{holiday.Name} {at * block:+0;-0;0}", [.. offsets.Select(o => o is { } offset && Block(offset) == at ? 1.0 : 0.0)]);
        return this;

        int Block(int offset) => (int)Math.Floor(offset / (double)block);
    }

    /// <summary>Waves of a season too long or too young for indices: <paramref name="pairs"/> pairs of sine and cosine.</summary>
    public KnownFuture WithWaves(double season, int pairs)
    {
        for (var k = 1; k <= pairs; k++)
        {
            var turn = 2 * Math.PI * k / season;
            With($"sin {k}/{season}", [.. Enumerable.Range(0, Length).Select(i => Math.Sin(turn * i))]);
            With($"cos {k}/{season}", [.. Enumerable.Range(0, Length).Select(i => Math.Cos(turn * i))]);
        }
        return this;
    }
}
