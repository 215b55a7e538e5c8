using System.Text.Json.Serialization;
using Kaki.Goods;
using Kaki.Kernel;
using Kaki.Learning.Text;
using Kaki.People;
using Kaki.Place.Cards;

namespace Kaki.Place.Search;

/// <summary>One thing found.</summary>
/// <param name="Marks">Stretches of the title, in UTF-16 units, that answer the query.</param>
internal sealed record SearchItem(SearchKind Kind, Id Id, string Title, string Url, string? Picture, string? By, Money? Price, long? Count, IReadOnlyList<TextRange> Marks)
{
    /// <summary>Of a note: where its body holds the words.</summary>
    public Excerpt? Excerpt { get; init; }

    /// <summary>Its writer says that AI made it.</summary>
    public bool AiMade { get; init; }
    [JsonIgnore] public NoteCard? Note { get; init; }
    [JsonIgnore] public ProductCard? Product { get; init; }
    [JsonIgnore] public PersonCard? Person { get; init; }
    [JsonIgnore] public bool On { get; init; }

    /// <summary>Of a person: the caller asked to follow them, and has no answer yet.</summary>
    [JsonIgnore] public bool Asked { get; init; }

    /// <summary>Of a note: the caller likes it.</summary>
    [JsonIgnore] public bool Liked { get; init; }
}

/// <summary>How something was found where nothing held the words themselves; a later page says it too, and marks what was looked for.</summary>
internal sealed record Otherwise(string? Instead, bool BySound)
{
    public static readonly Otherwise None = new(null, false);

    public static Otherwise Of(string? instead, bool? bySound) => new(SearchInput.Cut(instead, SearchInput.Longest), bySound ?? false);

    /// <summary>The end of a later page's address.</summary>
    public string Said => (Instead is null ? "" : "&instead=" + Uri.EscapeDataString(Instead)) + (BySound ? "&bySound=true" : "");
}

/// <summary>A page of what was found.</summary>
/// <param name="Instead">What was looked for in place of the words, where nothing held those: a near spelling, or null.</param>
/// <param name="BySound">Found by pinyin, because nothing held the words themselves.</param>
/// <param name="Heads">The topics and people that answer, above the first page of a search for all.</param>
internal sealed record SearchResult(SearchInput Asked, string? Instead, bool BySound, string Served, int From, int Total, IReadOnlyList<SearchItem> Heads, IReadOnlyList<SearchItem> Items, string? Next)
{
    /// <summary>The cities that what was found is from, the fullest first, on the first page of a search that names none.</summary>
    public IReadOnlyList<string> Cities { get; init; } = [];

    public static SearchResult Nothing(SearchInput asked) => new(asked, null, false, "search", 0, 0, [], [], null);

    public bool IsEmpty => Heads.Count == 0 && Items.Count == 0;
}
