using Kaki.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Notes;

/// <summary>What notes are called, for lists of them elsewhere; only those everybody may read have a name.</summary>
public sealed class NoteTitles
{
    private readonly AppDb db;

    internal NoteTitles(AppDb db) => this.db = db;

    public async Task<IReadOnlyDictionary<long, string>> Of(IReadOnlyCollection<long> ids)
    {
        if (ids.Count == 0) return new Dictionary<long, string>();
        var asked = ids.Distinct().Take(500).ToArray();
        var rows = await db.Set<Note>().AsNoTracking().Where(n => asked.Contains(n.Id) && n.State == NoteState.Published && n.Visibility == Visibility.Public)
            .Select(n => new { n.Id, n.Title, Opening = n.Body.Substring(0, 40) }).ToListAsync();
        return rows.ToDictionary(n => n.Id, n => n.Title.Length > 0 ? n.Title : n.Opening);
    }
}
