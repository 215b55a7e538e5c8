namespace Kaki.Learning.Forecast.Calendar;

/// <summary>A holiday that may move from year to year, and how many days around it people buy otherwise than usual.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Day">Its day in a year, or null in a year without it.</param>
/// <param name="Before">Days before it with an effect of their own.</param>
/// <param name="After">Days after it.</param>
public sealed record Holiday(string Name, Func<int, DateOnly?> Day, int Before, int After)
{
    /// <summary>春节: two weeks of buying before, a week of closed doors, a week of return.</summary>
    public static Holiday SpringFestival { get; } = new("春节", year => LunarNewYear.Of(year), 14, 14);

    /// <summary>The same day every year.</summary>
    public static Holiday Fixed(string name, int month, int day, int before, int after) => new(name, year => new(year, month, day), before, after);

    /// <summary>Days from the nearest occurrence to <paramref name="date"/>, within the window; null outside of it.</summary>
    public int? Offset(DateOnly date)
    {
        foreach (var year in (ReadOnlySpan<int>)[date.Year - 1, date.Year, date.Year + 1])
        {
            if (Day(year) is not { } day) continue;
            var offset = date.DayNumber - day.DayNumber;
            if (offset >= -Before && offset <= After) return offset;
        }
        return null;
    }
}
