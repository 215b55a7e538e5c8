using System.Globalization;
using Kaki.Kernel;
using Kaki.Kernel.Refusals;

namespace Kaki.Place.Search;

internal enum SearchTab { All, Notes, Goods, People, Topics }

internal enum SearchWhen { Any, Day, Week, HalfYear }

internal enum SearchSort { Best, New }

/// <summary>What somebody asks for: words, the kind of thing, and filters. Prices in major units, as people write them.</summary>
internal sealed record SearchInput(string Text, SearchTab Tab = SearchTab.All, SearchWhen When = SearchWhen.Any, SearchSort Sort = SearchSort.Best,
    string? City = null, bool Followed = false, bool Pictured = false, int? Min = null, int? Max = null, bool NoAi = false)
{
    public const int Longest = 80, LongestCity = 40, MostPrice = 10_000_000;

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
        new(Cut(q, Longest) ?? "", tab ?? SearchTab.All, when ?? SearchWhen.Any, sort ?? SearchSort.Best, Cut(city, LongestCity), followed ?? false, pictured ?? false,
            IsPrice(min) ? min : null, IsPrice(max) ? max : null, noai ?? false);

    /// <summary>For programs, which are told of what <see cref="Of"/> would leave out.</summary>
    public static void Check(string? q, string? city, int? min, int? max)
    {
        if (q?.Trim().Length > Longest) throw Refusal.Invalid("q", "search.long", Longest);
        if (city?.Trim().Length > LongestCity) throw Refusal.Invalid("city", "search.long", LongestCity);
        if (min is not null && !IsPrice(min)) throw Refusal.Invalid("min", "search.price", MostPrice);
        if (max is not null && !IsPrice(max)) throw Refusal.Invalid("max", "search.price", MostPrice);
    }

    private static bool IsPrice(int? price) => price is >= 0 and < MostPrice;

    public TimeSpan? Within => When switch { SearchWhen.Day => TimeSpan.FromDays(1), SearchWhen.Week => TimeSpan.FromDays(7), SearchWhen.HalfYear => TimeSpan.FromDays(183), _ => null };

    private static string? Cut(string? text, int longest) => string.IsNullOrWhiteSpace(text) ? null : text.Trim().Replace("\0", "").CutTo(longest);
}
