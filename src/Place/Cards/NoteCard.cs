using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Kaki.People;
using Kaki.Place.Notes;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Cards;

/// <summary>What a waterfall shows of a note; the same for everyone.</summary>
internal sealed record NoteCard(long Id, long AuthorId, string Handle, string Name, string AvatarUrl, string Title, string Opening,
    CoverPicture? Cover, int Pictures, long Likes, bool AiMade, bool Public, string? City, double? Latitude, double? Longitude, Instant PublishedAt);

internal sealed record CoverPicture(long PictureId, int Width, int Height, string Colour)
{
    public string Url(int size) => Picture.UrlOf(PictureId, size);

    /// <summary>Width over height, kept between 3:4 and 4:3.</summary>
    public string Ratio => Math.Clamp((double)Width / Math.Max(1, Height), 0.75, 4.0 / 3) switch
    {
        <= 0.751 => "3/4",
        >= 1.333 => "4/3",
        var r => r.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture),
    };
}

/// <summary>Cards by id, in two queries however many; kept for a few seconds, so a page that many ask for costs none.</summary>
internal sealed class NoteCards(AppDb db, PeopleReads people, CardShelf shelf, TimeProvider clock)
{
    private const int OpeningLength = 90;

    /// <returns>The cards of those that can be read by somebody, in the order asked for.</returns>
    public async Task<IReadOnlyList<NoteCard>> Of(IReadOnlyList<long> ids)
    {
        var now = Instant.Now(clock);
        // Taken from the shelf once: a card may be dropped from it at any moment, and would be missing here.
        var found = new Dictionary<long, NoteCard>(ids.Count);
        List<long>? missing = null;
        foreach (var id in ids)
            if (shelf.Find(id, now) is { } kept) found[id] = kept;
            else (missing ??= []).Add(id);
        if (missing is not null) await Load([.. missing.Distinct()], found, now);
        return [.. ids.Select(id => found.GetValueOrDefault(id)).OfType<NoteCard>()];
    }

    private async Task Load(long[] ids, Dictionary<long, NoteCard> found, Instant now)
    {
        var notes = await db.Set<Note>().AsNoTracking().Where(n => ids.Contains(n.Id) && n.State == NoteState.Published).Select(n => new
        {
            n.Id, n.AuthorId, n.Title, Opening = n.Body.Substring(0, OpeningLength), n.Likes, n.Disclosure, n.Visibility, n.City, n.Latitude, n.Longitude, n.PublishedAt,
            Cover = n.Pictures.OrderBy(p => p.Position).Select(p => new CoverPicture(p.PictureId, p.Width, p.Height, p.Colour)).FirstOrDefault(),
            Pictures = n.Pictures.Count,
        }).ToListAsync();
        var authors = await people.Cards([.. notes.Select(n => n.AuthorId).Distinct()]);
        foreach (var n in notes)
        {
            if (!authors.TryGetValue(n.AuthorId, out var author)) continue;
            shelf.Put(found[n.Id] = new NoteCard(n.Id, n.AuthorId, author.Handle, author.Name, author.AvatarUrl, n.Title, n.Opening, n.Cover, n.Pictures, n.Likes,
                n.Disclosure.HasFlag(Disclosure.AiMade), n.Visibility == Visibility.Public, n.City, n.Latitude, n.Longitude, n.PublishedAt), now);
        }
        foreach (var id in ids.Except(notes.Select(n => n.Id))) shelf.Drop(id);
    }
}
