using System.Globalization;
using System.Text.Json.Serialization;
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

    /// <summary>Notes have a place, a writer and pictures or none: what asks for these is offered where notes are.</summary>
    [JsonIgnore] public bool HasNotes => Tab is SearchTab.All or SearchTab.Notes;

    /// <summary>Goods have a price.</summary>
    [JsonIgnore] public bool HasGoods => Tab is SearchTab.All or SearchTab.Goods;

    /// <summary>This search as an address, with some of it changed.</summary>
    public string Url => "/search?" + string.Join('&', Said().Select(s => $"{s.Name}={Uri.EscapeDataString(s.Value)}"));

    /// <summary>What an address says of it, or a form: nothing that has no say where it leads.</summary>
    public IEnumerable<(string Name, string Value)> Said()
    {
        var it = Fitted();
        yield return ("q", Text);
        if (Tab != SearchTab.All) yield return ("tab", Tab.ToString().ToLowerInvariant());
        if (it.When != SearchWhen.Any) yield return ("when", it.When.ToString().ToLowerInvariant());
        if (it.Sort != SearchSort.Best) yield return ("sort", "new");
        if (it.City is { } city) yield return ("city", city);
        if (it.Followed) yield return ("followed", "true");
        if (it.Pictured) yield return ("pictured", "true");
        if (it.NoAi) yield return ("noai", "true");
        if (it.Min is { } min) yield return ("min", min.ToString(CultureInfo.InvariantCulture));
        if (it.Max is { } max) yield return ("max", max.ToString(CultureInfo.InvariantCulture));
    }

    public static SearchInput Of(string? q, SearchTab? tab, SearchWhen? when, SearchSort? sort, string? city, bool? followed, bool? pictured, int? min, int? max, bool? noai = null) =>
        new SearchInput(Cut(q, Longest) ?? "", tab ?? SearchTab.All, when ?? SearchWhen.Any, sort ?? SearchSort.Best, Cut(city, LongestCity), followed ?? false, pictured ?? false,
            IsPrice(min) ? min : null, IsPrice(max) ? max : null, noai ?? false).Fitted();

    /// <summary>For programs, which are told of what <see cref="Of"/> would leave out.</summary>
    public static void Check(string? q, string? city, int? min, int? max)
    {
        if (q?.Trim().Length > Longest) throw Refusal.Invalid("q", "search.long", Longest);
        if (city?.Trim().Length > LongestCity) throw Refusal.Invalid("city", "search.long", LongestCity);
        if (min is not null && !IsPrice(min)) throw Refusal.Invalid("min", "search.price", MostPrice);
        if (max is not null && !IsPrice(max)) throw Refusal.Invalid("max", "search.price", MostPrice);
    }

    private static bool IsPrice(int? price) => price is >= 0 and < MostPrice;

    // A filter that a kind of thing neither shows nor knows could only empty its list, with no way to see why.
    private SearchInput Fitted() => (HasNotes, HasGoods) switch
    {
        (false, false) => new(Text, Tab),
        (false, _) => this with { City = null, Followed = false, Pictured = false, NoAi = false },
        (_, false) => this with { Min = null, Max = null },
        _ => this,
    };

    public TimeSpan? Within => When switch { SearchWhen.Day => TimeSpan.FromDays(1), SearchWhen.Week => TimeSpan.FromDays(7), SearchWhen.HalfYear => TimeSpan.FromDays(183), _ => null };

    internal static string? Cut(string? text, int longest) => string.IsNullOrWhiteSpace(text) ? null : text.Trim().Replace("\0", "").CutTo(longest);
}
