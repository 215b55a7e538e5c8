using Kaki.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Kaki.Place.Search;

internal enum SearchKind { Note, Product, Person, Topic }

/// <summary>
/// What search knows of one thing besides its words (those lie in the full-text table under the same id): what ranking and filters need.
/// Ids of all kinds come from one maker, so the id alone is the key. Made from tables by handlers, and anew by <see cref="RebuildSearch"/>.
/// </summary>
internal sealed class SearchDoc
{
    public const int LongestTitle = 300;
    public long Id { get; init; }
    public SearchKind Kind { get; init; }

    /// <summary>Who wrote it; a person is their own. Goods are a shop's and topics nobody's: 0.</summary>
    public long OwnerId { get; set; }
    public string Title { get; set; } = "";
    public Instant At { get; set; }

    /// <summary>Of notes and people.</summary>
    public string? City { get; set; }
    public long? Price { get; set; }
    public bool Pictured { get; set; }
    public long Popularity { get; set; }

    /// <summary>Of what its words were cut and kept by (<see cref="IndexTerms.Version"/>): where it differs from the running one, the index wants to be made anew.</summary>
    public string Analyser { get; set; } = "";
    public Instant IndexedAt { get; set; }

    public static void Map(ModelBuilder model)
    {
        model.Entity<SearchWord>(e => { e.ToTable("place_search_words"); e.HasKey(w => w.Word); e.Property(w => w.Word).HasMaxLength(SearchWord.Longest); });
        model.Entity<SearchDoc>(Map);
    }

    private static void Map(EntityTypeBuilder<SearchDoc> e)
    {
        e.ToTable("place_search_docs");
        e.Property(d => d.Title).HasMaxLength(LongestTitle);
        e.Property(d => d.City).HasMaxLength(40);
        e.Property(d => d.Analyser).HasMaxLength(60);
        e.HasIndex(d => new { d.Kind, d.Id });
        e.HasIndex(d => d.IndexedAt);
    }
}

/// <summary>A Latin word that stands somewhere in the index: what a mistyped one may have meant.</summary>
internal sealed class SearchWord
{
    public const int Shortest = 4, Longest = 24;
    public required string Word { get; init; }
}
