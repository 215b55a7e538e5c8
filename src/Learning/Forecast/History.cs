namespace Kaki.Learning.Forecast;

/// <summary>What every method asks of a history before it learns from it.</summary>
internal static class History
{
    public static void Check(ReadOnlySpan<double> history, int season)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(season, 1);
        if (history.IsEmpty) throw new ArgumentException("The history is empty.", nameof(history));
        CheckValues(history, "the history");
    }

    /// <param name="history">May be empty.</param>
    /// <param name="name">What it is called where one of many is refused.</param>
    public static void CheckValues(ReadOnlySpan<double> history, string name)
    {
        for (var i = 0; i < history.Length; i++)
            if (!double.IsFinite(history[i])) throw new ArgumentException($"Value {i} of {name} is {history[i]}; only finite values can be learnt.", nameof(history));
    }

    public static bool IsConstant(ReadOnlySpan<double> history) => !history.ContainsAnyExcept(history[0]);

    public static bool IsPositive(ReadOnlySpan<double> history)
    {
        foreach (var y in history)
            if (y <= 0) return false;
        return true;
    }

    public static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var v in values) sum += v;
        return sum / values.Length;
    }

    /// <summary>Root of the mean square.</summary>
    public static double RootMeanSquare(ReadOnlySpan<double> errors)
    {
        var sum = 0.0;
        foreach (var e in errors) sum += e * e;
        return errors.IsEmpty ? 0 : Math.Sqrt(sum / errors.Length);
    }
}
