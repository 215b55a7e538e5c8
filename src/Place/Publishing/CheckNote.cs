using System.Globalization;
using Kaki.Goods;
using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Kaki.Place.Notes;
using Kaki.Place.Topics;
using Kaki.Trust.Screening;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Publishing;

/// <summary>A note's content once checked, with who is mentioned and whether a moderator should look.</summary>
internal sealed record CheckedNote(NoteContent Content, IReadOnlyList<long> Mentioned, bool Marked);

/// <summary>Checks what a writer sent and resolves names to ids. Every refusal names its field.</summary>
internal sealed class CheckNote(AppDb db, PeopleReads people, GoodsReads goods, TopicNames topics, Screen screen)
{
    private const int MostNamed = 5;

    /// <param name="of">The note that is changed; null for a new one.</param>
    public async Task<CheckedNote> Run(Caller caller, NoteInput input, Id? of = null)
    {
        var me = caller.Member;
        var title = (input.Title ?? "").Trim();
        var body = (input.Body ?? "").Trim().ReplaceLineEndings("\n");
        CheckLengths(title, body, input);
        var verdict = await screen.Require(caller, [title, body, input.Place?.Name, input.Place?.City, .. input.Topics, .. input.Pictures.Select(p => p.Alt)]);
        if (await topics.Odd(input.Topics.Take(Note.MostTopics)) is { } odd) throw Refusal.Invalid("topics", "note.topic_odd", odd.CutTo(40), NoteText.LongestTopic);
        var pictures = await Pictures(me, input.Pictures, of);
        var mentions = NoteText.Mentions(body);
        var handles = await people.IdsOf([.. mentions]);
        var viewers = input.Visibility == Visibility.Selected ? await Viewers(me, input.Viewers) : [];
        var tags = await Tags(input.Tags, pictures.Count);
        var content = new NoteContent
        {
            Title = title, Body = body, Language = NoteText.LanguageOf(title + body),
            Visibility = input.Visibility, Comments = input.Comments, HoldComments = input.HoldComments,
            Disclosure = input.Disclosures.Aggregate(await OwnShop(me, tags), (all, d) => all | d),
            PlaceName = Said(input.Place?.Name), City = Said(input.Place?.City),
            Viewers = viewers,
            Latitude = input.Place?.Latitude, Longitude = input.Place?.Longitude,
            Pictures = pictures,
            Tags = [.. tags.Select(t => t.Tag)],
            TopicIds = await topics.IdsOf(NoteText.Topics(body).Concat(input.Topics), Note.MostTopics), // last of all: it writes
        };
        return new(content, [.. mentions.Select(m => handles.GetValueOrDefault(m)).Where(id => id != 0 && id != me).Distinct()], verdict.Marked);
    }

    private static void CheckLengths(string title, string body, NoteInput input)
    {
        if (title.Length == 0) throw Refusal.Invalid("title", "note.title_missing");
        if (new StringInfo(title).LengthInTextElements > Note.LongestTitle || title.Length > Note.LongestTitle) throw Refusal.Invalid("title", "note.title_long", Note.LongestTitle);
        if (body.Length > Note.LongestBody) throw Refusal.Invalid("body", "note.body_long", Note.LongestBody);
        if (input.Pictures.Count == 0 && body.Length == 0) throw Refusal.Invalid("body", "note.empty");
        if (input.Pictures.Count > Note.MostPictures) throw Refusal.Invalid("pictures", "note.pictures_many", Note.MostPictures);
        if (input.Tags.Count > Note.MostTags) throw Refusal.Invalid("tags", "note.tags_many", Note.MostTags);
        if (input.Place is { } place) CheckPlace(place);
        if (input.Pictures.Any(p => p.Alt?.Trim().Length > NotePicture.LongestAlt)) throw Refusal.Invalid("pictures", "note.alt_long", NotePicture.LongestAlt);
        if (TopicNames.Of(NoteText.Topics(body).Concat(input.Topics)).Count > Note.MostTopics) throw Refusal.Invalid("body", "note.topics_many", Note.MostTopics);
        if (input.Viewers.Count > Note.MostViewers) throw Refusal.Invalid("viewers", "note.viewers_many", Note.MostViewers);
    }

    private static void CheckPlace(NoteInput.PlaceInput place)
    {
        if (place.Name?.Trim().Length > Note.LongestPlace) throw Refusal.Invalid("place.name", "note.place_long", Note.LongestPlace);
        if (place.City?.Trim().Length > Note.LongestCity) throw Refusal.Invalid("place.city", "note.place_long", Note.LongestCity);
        if (place.Latitude is not (null or >= -90 and <= 90) || place.Longitude is not (null or >= -180 and <= 180)) throw Refusal.Invalid("place", "note.place_nowhere");
    }

    // A picture belongs to who sent it up: another's id is as good as none. One taken down is shown in no other note than its own, which may have let it go in an earlier version.
    private async Task<List<NotePicture>> Pictures(long me, List<NoteInput.PictureInput> wanted, Id? of)
    {
        if (wanted.Count == 0) return [];
        var ids = wanted.Select(p => p.Id.Value).ToArray();
        if (ids.Distinct().Count() != ids.Length) throw Refusal.Invalid("pictures", "note.picture_twice");
        var note = of?.Value ?? 0;
        var known = await db.Set<Picture>().AsNoTracking().Where(p => ids.Contains(p.Id) && p.OwnerId == me
            && (p.State == PictureState.Kept || p.State == PictureState.TakenDown && (db.Set<NotePicture>().Any(n => n.NoteId == note && n.PictureId == p.Id)
                || db.Set<NoteEditPicture>().Any(e => e.PictureId == p.Id && db.Set<NoteEdit>().Any(v => v.Id == e.EditId && v.NoteId == note))))).ToDictionaryAsync(p => p.Id);
        return [.. wanted.Select((w, i) => known.TryGetValue(w.Id, out var p)
            ? new NotePicture { Position = i, PictureId = p.Id, Width = p.Width, Height = p.Height, Colour = p.Colour, BlurHash = p.Blurhash, Alt = Said(w.Alt) ?? "" }
            : throw Refusal.Invalid("pictures", "note.picture_missing"))];
    }

    // Who is named wrong must be put right: a note for three people that two can read says nothing of it.
    private async Task<List<long>> Viewers(long me, List<string> named)
    {
        var wanted = named.Select(v => v.Trim().TrimStart('@').ToLowerInvariant()).Where(v => v.Length > 0).Distinct().ToList();
        var known = await people.IdsOf(wanted);
        if (wanted.Where(v => !known.ContainsKey(v)).ToList() is { Count: > 0 } unknown)
            throw Refusal.Invalid("viewers", "note.viewers_unknown", string.Join(' ', unknown.Take(MostNamed).Select(v => "@" + v)));
        List<long> viewers = [.. known.Values.Where(id => id != me)];
        return viewers.Count > 0 ? viewers : throw Refusal.Invalid("viewers", "note.viewers_none");
    }

    /// <summary>Whoever shows the goods of the shop they work in says so, whether they thought of it or not.</summary>
    private async Task<Disclosure> OwnShop(long me, List<(ProductTag Tag, long Merchant)> tags) =>
        tags.Count > 0 && await goods.ShopOf(me) is { } shop && tags.Any(t => t.Merchant == shop.MerchantId) ? Disclosure.OwnShop : Disclosure.None;

    private async Task<List<(ProductTag Tag, long Merchant)>> Tags(List<NoteInput.TagInput> wanted, int pictures)
    {
        if (wanted.Count == 0) return [];
        var cards = await goods.Cards([.. wanted.Select(t => t.ProductId.Value).Distinct()]);
        return [.. wanted.Select((t, i) =>
            !cards.TryGetValue(t.ProductId, out var card) ? throw Refusal.Invalid("tags", "note.product_missing")
            : t.PictureIndex < 0 || t.PictureIndex >= pictures || t.X is not (>= 0 and <= 100) || t.Y is not (>= 0 and <= 100) ? throw Refusal.Invalid("tags", "note.tag_outside")
            : (new ProductTag { Position = i, PictureIndex = t.PictureIndex, X = (int)Math.Round(t.X * 10), Y = (int)Math.Round(t.Y * 10), ProductId = t.ProductId }, card.MerchantId.Value))];
    }

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
