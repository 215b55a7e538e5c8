namespace Kaki.Learning.Forecast.Calendar;

/// <summary>A holiday that may move from year to year, and how many days around it people buy otherwise than usual.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Day">Its day in a year, or null in a year without it.</param>
/// <param name="Before">Days before it with an effect of their own.</param>
/// <param name="After">Days after it.</param>
public sealed record Holiday(string Name, Func<int, DateOnly?> Day, int Before, int After)
{
    /// <summary>春节: two weeks of buying before, a week of closed doors, a week of return. In no year before 1901 or after 2100.</summary>
    public static Holiday SpringFestival { get; } = new("春节", year => year is >= LunarNewYear.FirstYear and <= LunarNewYear.LastYear ? LunarNewYear.Of(year) : null, 14, 14);

    /// <summary>The same day every year that has it: 29 February in leap years alone.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No year has such a day.</exception>
    public static Holiday Fixed(string name, int month, int day, int before, int after)
    {
        const int leap = 2000;
        if (month is < 1 or > 12) throw new ArgumentOutOfRangeException(nameof(month), month, "1 to 12.");
        if (day < 1 || day > DateTime.DaysInMonth(leap, month)) throw new ArgumentOutOfRangeException(nameof(day), day, "No year has that day.");
        return new(name, year => year is >= 1 and <= 9999 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null, before, after);
    }

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
