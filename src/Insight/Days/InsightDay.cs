using System.Globalization;
using Kaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Insight.Days;

/// <summary>How much of something there was on one day: "likes" 412. Made from journal and tables, and made anew as often as one likes.</summary>
internal sealed class InsightDay
{
    public required int Day { get; init; }
    public required string Metric { get; init; }
    public long Value { get; init; }

    public static void Map(ModelBuilder model)
    {
        model.Entity<InsightDay>(e =>
        {
            e.ToTable("insight_days");
            e.HasKey(d => new { d.Day, d.Metric });
            e.Property(d => d.Day).ValueGeneratedNever();
            e.Property(d => d.Metric).HasMaxLength(40);
        });
        model.Entity<InsightTop>(e =>
        {
            e.ToTable("insight_tops");
            e.HasKey(t => new { t.Day, t.Kind, t.Thing });
            e.Property(t => t.Day).ValueGeneratedNever();
            e.Property(t => t.Kind).HasMaxLength(16);
            e.Property(t => t.Thing).HasMaxLength(80);
        });
    }
}

/// <summary>What was opened or looked for most on one day.</summary>
internal sealed class InsightTop
{
    public required int Day { get; init; }

    /// <summary>note, product or search.</summary>
    public required string Kind { get; init; }
    public required string Thing { get; init; }
    public long Value { get; init; }
}

/// <summary>A day is one of the site's own, not of UTC: <c>Insight:UtcOffsetHours</c>, 8 unless told otherwise.</summary>
internal sealed record SiteCalendar(TimeSpan Offset)
{
    public DateOnly DayOf(Instant at) => DateOnly.FromDateTime(at.Time.ToOffset(Offset).DateTime);

    public Instant Start(DateOnly day) => Instant.From(new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Offset));

    /// <summary>20261123: sorts as days do, and reads as one.</summary>
    public static int Number(DateOnly day) => day.Year * 10_000 + day.Month * 100 + day.Day;

    public static DateOnly Day(int number) => new(number / 10_000, number / 100 % 100, number % 100);

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
