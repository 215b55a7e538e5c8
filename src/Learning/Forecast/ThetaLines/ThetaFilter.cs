namespace Kaki.Learning.Forecast.ThetaLines;

/// <summary>Runs a Theta model along a history: what it expected of each value, and the state it ends in.</summary>
internal struct ThetaFilter
{
    readonly ThetaForm form;
    readonly double alpha;
    double share, level, mean, a, b, decay;
    int seen;

    ThetaFilter(ThetaForm form, ThetaParameters p, ThetaLine line)
    {
        this.form = form;
        (alpha, share, level, decay) = (p.Alpha, 1 - 1 / p.Theta, p.Level, 1);
        if (!form.Dynamic) (a, b) = (line.A, line.B);
    }

    public static double SquaredErrors(ThetaForm form, ThetaParameters p, ThetaLine line, ReadOnlySpan<double> y)
    {
        var filter = new ThetaFilter(form, p, line);
        var sum = 0.0;
        foreach (var value in y)
        {
            var error = value - filter.Next();
            // the first value of the dynamic form is expected without knowing anything
            if (filter.seen > 0) sum += error * error;
            filter.Take(value);
        }
        return sum;
    }

    public static ThetaModel Run(string name, ThetaForm form, ThetaParameters p, ThetaLine line, ReadOnlySpan<double> y)
    {
        var filter = new ThetaFilter(form, p, line);
        var sum = 0.0;
        foreach (var value in y)
        {
            var error = value - filter.Next();
            if (filter.seen > 0) sum += error * error;
            filter.Take(value);
        }
        return new(name, filter, Math.Sqrt(sum / Math.Max(1, y.Length - (form.Free ? 4 : 3))));
    }

    public readonly double Alpha => alpha;

    /// <summary>What the next value is expected to be.</summary>
    public readonly double Next() => level + share * (decay * a + (1 - decay * (1 - alpha)) / alpha * b);

    /// <summary>Takes the next value in; a forecast beyond the next is made by taking in what was expected.</summary>
    public void Take(double value)
    {
        level = alpha * value + (1 - alpha) * level;
        decay *= 1 - alpha;
        var t = ++seen;
        if (!form.Dynamic) return;
        var before = mean;
        mean = ((t - 1) * before + value) / t;
        b = t == 1 ? 0 : ((t - 2) * b + 6 * (value - before) / t) / (t + 1);
        a = t == 1 ? value : mean - b * (t + 1) / 2;
    }

    public readonly void Write(BinaryWriter to)
    {
        to.Write(form.Dynamic);
        foreach (var number in (ReadOnlySpan<double>)[alpha, share, level, mean, a, b, decay]) to.Write(number);
        to.Write(seen);
    }

    public static ThetaFilter Read(BinaryReader from)
    {
        var form = new ThetaForm(false, from.ReadBoolean());
        var (alpha, share) = (from.ReadDouble(), from.ReadDouble());
        return new(form, new(from.ReadDouble(), alpha, 2), default)
        {
            share = share, mean = from.ReadDouble(), a = from.ReadDouble(), b = from.ReadDouble(), decay = from.ReadDouble(), seen = from.ReadInt32(),
        };
    }
}
