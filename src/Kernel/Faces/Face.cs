using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Html;

namespace Kaki.Kernel.Faces;

/// <summary>The small things every view shows the same way: icons, prices, counts, moments.</summary>
public sealed class Face(Assets assets, Words.Words words, TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string, string), HtmlString> icons = new();

    public Assets Assets => assets;

    private static bool Chinese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";

    /// <summary>An icon. <paramref name="size"/>: "" 24 px, "ic-s" 18, "ic-xs" 14; any further class goes along.</summary>
    public HtmlString Icon(string name, string size = "") => icons.GetOrAdd((name, size), k =>
        Marks.Draw("i-" + k.Item1, $"class=\"{("ic " + k.Item2).TrimEnd()}\""));

    /// <summary>The desk faces' icon: 16 px, with "i-l" 20.</summary>
    public HtmlString DeskIcon(string name, string size = "") =>
        Marks.Draw("i-" + name, $"class=\"{("i " + size).TrimEnd()}\"");

    /// <summary>The persimmon's calyx.</summary>
    public HtmlString Mark(int size = 32) =>
        Marks.Draw("kaki", $"width=\"{size}\" height=\"{size}\"");

    /// <summary>The same before the name of a desk face.</summary>
    public HtmlString Logo => Marks.Draw("kaki", "class=\"logo\"");

    /// <summary>A drawing for a page with nothing on it: tree, basket, fall, door, cloud, glass, map.</summary>
    public HtmlString Art(string name) => Marks.Draw("art-" + name, "class=\"art\"");

    public static HtmlString Price(Money money)
    {
        var digits = money.Digits;
        var dot = digits.IndexOf('.', StringComparison.Ordinal);
        var whole = dot < 0 ? digits : $"{digits[..dot]}<b>{digits[dot..]}</b>";
        return new($"<span class=\"price\"><i>{money.Symbol}</i>{whole}</span>");
    }

    /// <summary>8,634 as it is, more in the language's own short form: 1.2万, 12.3K.</summary>
    public static string Count(long n) => (Chinese, n) switch
    {
        (_, < 10_000) => n.ToString(CultureInfo.InvariantCulture),
        (true, < 100_000_000) => Short(n / 10_000.0) + "万",
        (true, _) => Short(n / 100_000_000.0) + "亿",
        (false, < 1_000_000) => Short(n / 1_000.0) + "K",
        (false, _) => Short(n / 1_000_000.0) + "M",
    };

    /// <summary>"3 minutes ago" up to a week, then the date.</summary>
    public string Ago(Instant then)
    {
        var past = Instant.Now(clock).Since(then);
        return past.TotalMinutes < 1 ? words["time.now"]
            : past.TotalHours < 1 ? words.Count("time.minutes", (long)past.TotalMinutes)
            : past.TotalDays < 1 ? words.Count("time.hours", (long)past.TotalHours)
            : past.TotalDays < 7 ? words.Count("time.days", (long)past.TotalDays)
            : Day(then);
    }

    /// <summary>The same where the page's bytes are one reader's: what is older than a week names the day of the reader's own zone.</summary>
    public IHtmlContent Since(Instant then) => Instant.Now(clock).Since(then).TotalDays < 7 ? new HtmlContentBuilder().Append(Ago(then)) : WhenDay(then);

    /// <summary>The day, with the year where it is not this one.</summary>
    public string Day(Instant then)
    {
        var sameYear = then.Time.Year == clock.GetUtcNow().Year;
        return then.Time.ToString(Chinese ? sameYear ? "M月d日" : "yyyy年M月d日" : sameYear ? "d MMM" : "d MMM yyyy", CultureInfo.CurrentUICulture);
    }

    /// <summary>Day and minute in the reader's own zone; where no script runs, in UTC, and it says so.</summary>
    public static IHtmlContent When(Instant then) => new HtmlString($"<k-when at=\"{then}\">{Minute(then)} UTC</k-when>");

    /// <summary>The day in the reader's own zone; where no script runs, in UTC.</summary>
    public IHtmlContent WhenDay(Instant then) => new HtmlString($"<k-when at=\"{then}\" day>{Day(then)}</k-when>");

    /// <summary>A sentence with something of the page in its {0}, such as a moment in the reader's own zone.</summary>
    public IHtmlContent Sentence(string key, IHtmlContent inside)
    {
        var around = words[key].Value.Split("{0}");
        return new HtmlContentBuilder().Append(around[0]).AppendHtml(inside).Append(around[1]);
    }

    /// <summary>Day and minute, UTC, for files and ledgers.</summary>
    public static string Minute(Instant then) => then.Time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Short(double n) => (Math.Floor(n * 10) / 10).ToString(n < 100 ? "0.#" : "0", CultureInfo.InvariantCulture);
}
