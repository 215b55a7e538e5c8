using Kaki.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Search;

/// <summary>Somebody looked for something and found it; asked again, only the time changes, so that rows count people and not acts.</summary>
internal sealed class SearchAsk
{
    public const int LongestThing = 70;

    /// <summary>As the journal calls it (<see cref="HotSearches.ThingOf"/>).</summary>
    public required string Thing { get; init; }

    /// <summary>Of <see cref="Askers"/>: tells people apart and nobody who they are.</summary>
    public long Who { get; init; }
    public Instant At { get; init; }

    public static void Map(ModelBuilder model)
    {
        model.Entity<SearchAsk>(e => { e.ToTable("place_search_asks"); e.HasKey(a => new { a.Thing, a.Who }); e.Property(a => a.Thing).HasMaxLength(LongestThing); e.HasIndex(a => a.At); });
        model.Entity<AskersKey>(e => { e.ToTable("place_search_keys"); e.HasKey(k => k.Week); e.Property(k => k.Week).HasMaxLength(8); });
    }
}

/// <summary>What the askers of one week are hashed with.</summary>
internal sealed class AskersKey
{
    public required string Week { get; init; }
    public required byte[] Secret { get; init; }
}
