using Kaki.Goods;
using Kaki.Host.Demo.Drawings;
using Kaki.Kernel;
using Kaki.Kernel.Pictures;
using Kaki.Place;

namespace Kaki.Host.Demo;

/// <summary>The demo's notes, oldest first, each with its pictures drawn for it.</summary>
internal sealed class DemoNotes(IServiceScopeFactory scopes, DemoContent content, Dictionary<string, long> people, Instant now, TextWriter to)
{
    private const int NotesAtOnce = 16;

    public async Task Run(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var bring = scope.ServiceProvider.GetRequiredService<BringNotes>();
        var products = await scope.ServiceProvider.GetRequiredService<BringGoods>().Known(FillWithDemo.Source, "product");
        var known = await bring.Known(FillWithDemo.Source);
        var fresh = content.Notes.Where(n => !known.ContainsKey(n.Id)).ToList();
        var progress = new Progress("Writing notes   ", fresh.Sum(n => n.Pictures.Length), to);
        foreach (var batch in fresh.Chunk(NotesAtOnce))
        {
            var pictures = await new DemoPictures(scopes, progress).Make([.. batch.SelectMany(Wanted)], cancel);
            foreach (var note in batch) await bring.Run(FillWithDemo.Source, Note(note, pictures, products));
        }
    }

    private IEnumerable<DemoPictures.Wanted> Wanted(DemoNote note) => note.Pictures.Select((p, i) =>
        new DemoPictures.Wanted($"{note.Id}/{i}", people[note.Author], PicturePurpose.Note, () => Draw(note, p, i)));

    private string Draw(DemoNote note, DemoPicture picture, int index)
    {
        var seed = DemoPictures.Seed($"{note.Id}/{index}");
        var palettes = content.Members.Single(m => m.Handle == note.Author).Palettes;
        var palette = Composer.Palettes[palettes[index % palettes.Length]];
        string[]? objects = picture.Object is { } thing ? [thing] : null;
        return picture.Kind switch
        {
            "headline" => Composer.Headline(seed, picture.Theme, palette, picture.Ratio, [note.Title], objects),
            "product" when picture.Object is not null => Composer.Product(seed, picture.Object, palette, picture.Ratio),
            _ => Composer.Compose(seed, picture.Kind, picture.Theme, palette, picture.Ratio, objects),
        };
    }

    private NoteToBring Note(DemoNote note, Dictionary<string, Picture> pictures, Dictionary<string, long> products)
    {
        var at = now.Minus(TimeSpan.FromDays(note.DaysAgo));
        var likers = Crowd(note.Id, note.Author, note.Heat);
        return new NoteToBring(note.Id, people[note.Author], note.Title, note.Body, [.. note.Pictures.Select((p, i) => (pictures[$"{note.Id}/{i}"], p.Alt))], at)
        {
            Topics = note.Topics,
            Tags = [.. (note.Products ?? []).Where(t => products.ContainsKey(t.Product)).Select(t => (products[t.Product], t.Picture, t.X * 100, t.Y * 100))],
            Disclosures = [.. (note.Disclosure ?? []).Select(Disclosure)],
            PlaceName = note.Place?.Name, City = note.Place?.City, Latitude = note.Place?.Lat, Longitude = note.Place?.Lon,
            Likes = likers,
            Before = [.. (note.Edited ?? []).Select(e => (note.Title.Replace(e.Now, e.Was, StringComparison.Ordinal), note.Body.Replace(e.Now, e.Was, StringComparison.Ordinal), at.Plus(TimeSpan.FromDays(e.After))))],
            TellSince = now.Minus(FillWithDemo.Told),
            Saves = [.. likers.Where((_, i) => i % 3 == 0)],
            Comments = [.. (note.Comments ?? []).Select((c, i) => Comment(note, c, at, i + 1))],
        };
    }

    private CommentToBring Comment(DemoNote note, DemoComment comment, Instant after, int place)
    {
        var room = Math.Max(0.01, now.Since(after).TotalHours);
        var at = after.Plus(TimeSpan.FromHours(Math.Min(room * 0.9, place * (0.4 + DemoPictures.Seed(note.Id + comment.Text) % 100 / 40.0))));
        return new(people[comment.By], comment.Text, at, Crowd(note.Id + comment.Text, comment.By, comment.Heat / 3), [.. (comment.Replies ?? []).Select((r, i) => Comment(note, r, at, i + 1))]) { Sticker = comment.Sticker, Pinned = comment.Pinned, Folded = comment.Folded };
    }

    // The same people like the same notes on every machine.
    private List<long> Crowd(string name, string author, double heat) =>
        [.. content.Members.Where(m => m.Handle != author && DemoPictures.Seed(name + m.Handle) % 1000 < heat * 950).Select(m => people[m.Handle])];

    private static string Disclosure(string word) => word switch { "gifted" => "Gifted", "paid" => "Paid", "affiliate" => "Affiliate", "own-shop" => "OwnShop", "ai-made" => "AiMade", _ => throw new InvalidOperationException($"{word} is no disclosure.") };
}
