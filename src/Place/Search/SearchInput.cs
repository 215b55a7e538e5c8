using System.Globalization;
using Kaki.Kernel;

namespace Kaki.Place.Search;

internal enum SearchTab { All, Notes, Goods, People, Topics }

internal enum SearchWhen { Any, Day, Week, HalfYear }

internal enum SearchSort { Best, New }

/// <summary>What somebody asks for: words, the kind of thing, and filters. Prices in major units, as people write them.</summary>
internal sealed record SearchInput(string Text, SearchTab Tab = SearchTab.All, SearchWhen When = SearchWhen.Any, SearchSort Sort = SearchSort.Best,
    string? City = null, bool Followed = false, bool Pictured = false, int? Min = null, int? Max = null, bool NoAi = false)
{
    public const int Longest = 80;

    /// <summary>Whether anything but the words and the kind narrows it.</summary>
    public bool IsNarrowed => this != new SearchInput(Text, Tab);

    public bool IsBlank => string.IsNullOrWhiteSpace(Text);

    /// <summary>This search as an address, with some of it changed.</summary>
    public string Url => "/search?q=" + Uri.EscapeDataString(Text)
        + (Tab == SearchTab.All ? "" : "&tab=" + Tab.ToString().ToLowerInvariant())
        + (When == SearchWhen.Any ? "" : "&when=" + When.ToString().ToLowerInvariant())
        + (Sort == SearchSort.Best ? "" : "&sort=new")
        + (City is null ? "" : "&city=" + Uri.EscapeDataString(City))
        + (Followed ? "&followed=true" : "") + (Pictured ? "&pictured=true" : "") + (NoAi ? "&noai=true" : "")
        + (Min is { } min ? "&min=" + min.ToString(CultureInfo.InvariantCulture) : "") + (Max is { } max ? "&max=" + max.ToString(CultureInfo.InvariantCulture) : "");

    public static SearchInput Of(string? q, SearchTab? tab, SearchWhen? when, SearchSort? sort, string? city, bool? followed, bool? pictured, int? min, int? max, bool? noai = null) =>
        new(Cut(q, Longest) ?? "", tab ?? SearchTab.All, when ?? SearchWhen.Any, sort ?? SearchSort.Best, Cut(city, 40), followed ?? false, pictured ?? false,
            min is >= 0 and < 10_000_000 ? min : null, max is >= 0 and < 10_000_000 ? max : null, noai ?? false);

    public TimeSpan? Within => When switch { SearchWhen.Day => TimeSpan.FromDays(1), SearchWhen.Week => TimeSpan.FromDays(7), SearchWhen.HalfYear => TimeSpan.FromDays(183), _ => null };

    private static string? Cut(string? text, int longest) => string.IsNullOrWhiteSpace(text) ? null : text.Trim().Replace("\0", "").CutTo(longest);
}
