namespace Kaki.Learning.Forecast;

/// <summary>A function of a few numbers whose least value is sought. Infinity marks what is not allowed.</summary>
internal interface IObjective
{
    double At(ReadOnlySpan<double> x);
}

/// <summary>Seeks the least value of a function of up to a dozen numbers without derivatives.</summary>
/// <remarks>J. A. Nelder, R. Mead, The Computer Journal 7 (1965), with the coefficients of F. Gao and L. Han (2012), which hold up better as dimensions grow.</remarks>
internal static class NelderMead
{
    /// <summary>Moves <paramref name="x"/> to the best point found and returns the value there.</summary>
    /// <param name="f">What is made small.</param>
    /// <param name="x">Where to begin.</param>
    /// <param name="step">How far the first simplex reaches along each axis.</param>
    /// <param name="most">Evaluations at most.</param>
    /// <param name="tolerance">Ends when the values of the simplex lie this near to each other, relative to their size.</param>
    public static double Minimise<T>(T f, Span<double> x, ReadOnlySpan<double> step, int most, double tolerance = 1e-8) where T : IObjective
    {
        var n = x.Length;
        Span<double> points = stackalloc double[(n + 1) * n];
        Span<double> values = stackalloc double[n + 1];
        Span<double> centre = stackalloc double[n];
        Span<double> trial = stackalloc double[n];
        Span<double> second = stackalloc double[n];
        for (var i = 0; i <= n; i++)
        {
            var point = points.Slice(i * n, n);
            x.CopyTo(point);
            if (i > 0) point[i - 1] += step[i - 1];
            values[i] = f.At(point);
        }
        var (expand, contract, shrink) = (1 + 2.0 / n, 0.75 - 0.5 / n, 1 - 1.0 / n);
        if (n == 1) (expand, contract, shrink) = (2, 0.5, 0.5);
        for (var spent = n + 1; spent < most;)
        {
            var (best, worst, next) = Order(values);
            if (!(values[worst] - values[best] > tolerance * (Math.Abs(values[best]) + tolerance))) break;
            Centre(points, n, worst, centre);
            var last = points.Slice(worst * n, n);
            Along(centre, last, -1, trial);
            var reflected = f.At(trial);
            spent++;
            if (reflected < values[best])
            {
                Along(centre, last, -expand, second);
                var further = f.At(second);
                spent++;
                Take(last, values, worst, further < reflected ? second : trial, Math.Min(further, reflected));
            }
            else if (reflected < values[next]) Take(last, values, worst, trial, reflected);
            else
            {
                Along(centre, last, reflected < values[worst] ? -contract : contract, second);
                var nearer = f.At(second);
                spent++;
                if (nearer < Math.Min(reflected, values[worst])) Take(last, values, worst, second, nearer);
                else spent += Shrink(f, points, values, n, best, shrink);
            }
        }
        var least = Order(values).Best;
        points.Slice(least * n, n).CopyTo(x);
        return values[least];
    }

    static (int Best, int Worst, int Next) Order(ReadOnlySpan<double> values)
    {
        var (best, worst) = (0, 0);
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] < values[best]) best = i;
            if (!(values[i] <= values[worst])) worst = i;
        }
        var next = best;
        for (var i = 0; i < values.Length; i++)
            if (i != worst && values[i] > values[next]) next = i;
        return (best, worst, next);
    }

    static void Centre(ReadOnlySpan<double> points, int n, int without, Span<double> centre)
    {
        centre.Clear();
        for (var i = 0; i <= n; i++)
            if (i != without)
                for (var j = 0; j < n; j++) centre[j] += points[i * n + j] / n;
    }

    static void Along(ReadOnlySpan<double> centre, ReadOnlySpan<double> point, double by, Span<double> result)
    {
        for (var j = 0; j < centre.Length; j++) result[j] = centre[j] + by * (point[j] - centre[j]);
    }

    static void Take(Span<double> place, Span<double> values, int index, ReadOnlySpan<double> point, double value)
    {
        point.CopyTo(place);
        values[index] = value;
    }

    static int Shrink<T>(T f, Span<double> points, Span<double> values, int n, int best, double by) where T : IObjective
    {
        for (var i = 0; i <= n; i++)
        {
            if (i == best) continue;
            for (var j = 0; j < n; j++) points[i * n + j] = points[best * n + j] + by * (points[i * n + j] - points[best * n + j]);
            values[i] = f.At(points.Slice(i * n, n));
        }
        return n;
    }
}
