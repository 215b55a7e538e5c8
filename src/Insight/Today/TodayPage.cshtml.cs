using System.Globalization;
using System.Text;
using Kaki.Insight.Days;
using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Kaki.Kernel.Words;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Insight.Today;

internal sealed class TodayPageModel(ReadToday today, Words words) : PageModel
{
    public const int Tiles = 6;

    public ReadToday.Output Days { get; private set; } = null!;

    public async Task OnGet(CancellationToken cancel) => Days = await today.Run(HttpContext.Caller(), cancel);

    /// <summary>One metric, or all of them beside each other, as a table other programs read.</summary>
    public async Task<IActionResult> OnGetCsv(string? metric, CancellationToken cancel)
    {
        var days = await today.Run(HttpContext.Caller(), cancel);
        var chosen = days.Series.Where(s => string.IsNullOrEmpty(metric) || s.Metric == metric).ToList();
        if (chosen.Count == 0) throw Refusal.Missing();
        var csv = new StringBuilder("\uFEFFday").AppendJoin("", chosen.Select(s => "," + s.Metric)).Append("\r\n");
        for (var i = 0; i < days.Days.Count; i++)
            csv.Append(SiteCalendar.Text(days.Days[i])).AppendJoin("", chosen.Select(s => "," + s.Values[i].ToString(CultureInfo.InvariantCulture))).Append("\r\n");
        return File(Encoding.UTF8.GetBytes(csv.ToString()), "text/csv; charset=utf-8", $"kaki-{(chosen.Count == 1 ? chosen[0].Metric : "days")}-{SiteCalendar.Text(days.Days[^1])}.csv");
    }

    public string NameOf(ReadToday.Series series) => series.Currency is { } currency ? words["insight.paid", currency] : words["insight." + series.Metric];

    /// <summary>One sentence about today against the days before; null while there is nothing to compare.</summary>
    public string? Verdict(ReadToday.Series s)
    {
        if (s.Mean < 1) return null;
        var change = (s.Today - s.Mean) / s.Mean * 100;
        return Math.Abs(change) < 10 ? words["insight.usual"] : words[change > 0 ? "insight.above" : "insight.below", Math.Round(Math.Abs(change))];
    }
}
