using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Kernel.Imports;

/// <summary>Something brought in from outside, under the name its source gave it: bringing it again changes nothing.</summary>
internal sealed class Brought
{
    public required string Source { get; init; }
    public required string Name { get; init; }
    public long ThingId { get; init; }

    internal static void Map(ModelBuilder model) => model.Entity<Brought>(e =>
    {
        e.ToTable("kernel_brought");
        e.HasKey(b => new { b.Source, b.Name });
        e.Property(b => b.Source).HasMaxLength(40);
        e.Property(b => b.Name).HasMaxLength(120);
    });
}

/// <summary>What one source has brought so far.</summary>
public sealed class BroughtBook(AppDb db)
{
    /// <summary>Every name of this source that starts with <paramref name="kind"/> and a slash, with the id it became.</summary>
    public async Task<Dictionary<string, long>> Of(string source, string kind) =>
        await db.Set<Brought>().AsNoTracking().Where(b => b.Source == source && b.Name.StartsWith(kind + "/")).ToDictionaryAsync(b => b.Name[(kind.Length + 1)..], b => b.ThingId);

    /// <summary>Notes the name in the transaction that brings the thing.</summary>
    public void Add(string source, string kind, string name, long id) => db.Add(new Brought { Source = source, Name = $"{kind}/{name}", ThingId = id });
}
