using System.Globalization;

namespace Kaki.Learning.Forecast.Calendar;

/// <summary>春节: the first day of the Chinese lunisolar year, which falls between 21 January and 20 February.</summary>
public static class LunarNewYear
{
    /// <summary>The first and the last Gregorian year whose lunar new year the calendar's tables hold.</summary>
    public const int FirstYear = 1901, LastYear = 2100;

    static readonly ChineseLunisolarCalendar calendar = new();

    /// <summary>The day the lunar year begins that falls into this Gregorian year.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The calendar's tables reach from 1901 to 2100.</exception>
    public static DateOnly Of(int year) => DateOnly.FromDateTime(calendar.ToDateTime(year, 1, 1, 0, 0, 0, 0));
}
