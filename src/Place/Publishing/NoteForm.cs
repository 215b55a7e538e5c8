using System.Text.Json;
using Kaki.Goods;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Kaki.Place.Notes;
using Microsoft.AspNetCore.Html;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Publishing;

/// <summary>What the note form shows: what was written so far, with the pictures and products behind the ids.</summary>
/// <param name="DraftId">Null when a published note is edited.</param>
internal sealed record NoteForm(NoteInput Input, string Action, Id? DraftId, Id? NoteId, NoteForm.Kept Draft, IReadOnlyList<NoteForm.Shown> Pictures, HtmlString TagsJson)
{
    /// <summary>Which version this is (0: a draft that was not saved yet); of a draft also when it goes out, and why it did not.</summary>
    public sealed record Kept(Instant? PublishAt = null, string? Failed = null, long Version = 0);

    public sealed record Shown(Id Id, string Url, int Width, int Height, string Colour, string Alt);

    public bool Says(Disclosure d) => Input.Disclosures.Contains(d);
}

internal sealed class FillNoteForm(AppDb db, GoodsReads goods)
{
    public async Task<NoteForm> Of(Caller caller, NoteInput input, string action, Id? draft, Id? note, NoteForm.Kept? kept = null)
    {
        var me = caller.Member;
        var ids = input.Pictures.Take(Note.MostPictures).Select(p => p.Id.Value).ToArray();
        var known = await db.Set<Picture>().AsNoTracking().Where(p => ids.Contains(p.Id) && p.OwnerId == me).ToDictionaryAsync(p => p.Id);
        var products = await goods.Cards([.. input.Tags.Take(Note.MostTags).Select(t => t.ProductId.Value).Distinct()]);
        var tags = input.Tags.Where(t => products.ContainsKey(t.ProductId)).Select(t => new
        {
            productId = t.ProductId.ToString(), name = products[t.ProductId].Title, price = products[t.ProductId].Price.ToString(), t.PictureIndex, t.X, t.Y,
        });
        return new NoteForm(input, action, draft, note, kept ?? new(Version: await VersionOf(note)),
            [.. input.Pictures.Where(p => known.ContainsKey(p.Id)).Select(p => new NoteForm.Shown(p.Id, known[p.Id].Url(320), known[p.Id].Width, known[p.Id].Height, known[p.Id].Colour, p.Alt ?? ""))],
            new HtmlString(JsonSerializer.Serialize(tags, JsonSerializerOptions.Web)));
    }

    private async Task<long> VersionOf(Id? note) => note is { } id ? await db.Set<Note>().Where(n => n.Id == id.Value).Select(n => n.Version).SingleOrDefaultAsync() : 0;

    /// <summary>A published note as its form.</summary>
    public static NoteInput InputOf(Note note, IReadOnlyList<string> viewers, IReadOnlyList<string> topics) => new()
    {
        Title = note.Title, Body = note.Body, Visibility = note.Visibility, Comments = note.Comments, HoldComments = note.HoldComments, Viewers = [.. viewers],
        Disclosures = [.. Enum.GetValues<Disclosure>().Where(d => d != Disclosure.None && note.Disclosure.HasFlag(d))],
        Topics = [.. topics],
        Place = note.PlaceName is null && note.City is null && note.Latitude is null ? null : new() { Name = note.PlaceName, City = note.City, Latitude = note.Latitude, Longitude = note.Longitude },
        Pictures = [.. note.Pictures.OrderBy(p => p.Position).Select(p => new NoteInput.PictureInput { Id = p.PictureId, Alt = p.Alt })],
        Tags = [.. note.Tags.OrderBy(t => t.Position).Select(t => new NoteInput.TagInput { ProductId = t.ProductId, PictureIndex = t.PictureIndex, X = t.X / 10.0, Y = t.Y / 10.0 })],
    };
}
