namespace Kaki.Learning.Forecast;

/// <summary>A method that learns one series and then says how it goes on.</summary>
/// <remarks>
/// Every method of this room holds to the same contract: a history of one value is enough; a season longer than the history can show
/// is left out; a constant series goes on as it is, an all-zero one as zeros; forecasts are finite; the same history gives the same
/// forecast to the last bit. Methods hold no state and may be used by many threads at once.
/// </remarks>
public interface IForecaster
{
    /// <summary>Name of the method, such as <c>ETS</c>.</summary>
    string Name { get; }

    /// <summary>Learns a series.</summary>
    /// <param name="history">Values at equal distances in time, oldest first, in any unit.</param>
    /// <param name="season">How many values a season has: 12 for months, 7 for days; 1 for none.</param>
    /// <exception cref="ArgumentException">The history is empty or holds NaN or an infinity; the message says where.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="season"/> is below 1.</exception>
    FittedModel Fit(ReadOnlySpan<double> history, int season);
}
