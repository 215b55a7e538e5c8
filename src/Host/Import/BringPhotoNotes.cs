using Kaki.Kernel;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Kaki.Place;

namespace Kaki.Host.Import;

/// <summary>Brings the notes in, oldest first, each written by somebody of the cast, liked and answered by others.</summary>
internal sealed class BringPhotoNotes(Bringing bringing, Cast cast, IReadOnlyList<long> shoppers)
{
    private const int AtOnce = 16;
    private const double Days = 120;

    private sealed record Written(NotePlan Plan, Author By, string[] Words, double DaysAgo);

    public async Task Run(IEnumerable<NotePlan> plans)
    {
        var known = await bringing.Known("note");
        var products = await bringing.Known("product");
        var fresh = Assigned(plans).Where(w => !known.ContainsKey(w.Plan.Name)).ToList();
        var progress = bringing.Progress("Writing notes", fresh.Count);
        foreach (var batch in fresh.Chunk(AtOnce))
        {
            var pictures = await new BringPictures(bringing).Run(batch.SelectMany(w => w.Plan.Photos.Select(p => new WantedPicture(p, w.By.Id, PicturePurpose.Note, w.Plan.File, w.Plan.Line))));
            foreach (var note in batch) await Bring(note, pictures, products);
            progress.Add(batch.Length);
        }
    }

    /// <summary>Writers and words go round, so that the same words are as far apart in time as can be.</summary>
    private IEnumerable<Written> Assigned(IEnumerable<NotePlan> plans)
    {
        var turns = new Dictionary<(string, string), int>();
        foreach (var (plan, daysAgo) in plans.Select(p => (p, DaysAgo(p))).OrderByDescending(p => p.Item2))
        {
            var by = new Chance("by/" + plan.Name).Of(cast.Writers);
            var group = bringing.Content.Notes.Groups[plan.Group];
            var words = by.Language == "en" ? group.En : group.Zh;
            var turn = turns[(plan.Group, by.Language)] = turns.GetValueOrDefault((plan.Group, by.Language)) + 1;
            yield return new(plan, by, words[turn % words.Length], daysAgo);
        }
    }

    // More in the last weeks than before: a place that grows.
    private static double DaysAgo(NotePlan plan) => 0.1 + Days * Math.Pow(new Chance("when/" + plan.Name).Share(), 1.7);

    private async Task Bring(Written note, IReadOnlyDictionary<string, Picture> pictures, IReadOnlyDictionary<string, long> products)
    {
        var shown = note.Plan.Photos.Where(pictures.ContainsKey).Select(p => (pictures[p], note.By.Language == "en" ? note.Plan.Item.En : note.Plan.Item.Zh)).ToList();
        if (shown.Count == 0) return; // each of them was told already
        try
        {
            await bringing.In(s => s.GetRequiredService<BringNotes>().Run(Bringing.Source, Note(note, shown, products)));
            bringing.Tally.Notes++;
        }
        catch (Refusal refused)
        {
            bringing.Troubles.Add(note.Plan.File, note.Plan.Line, bringing.WordsOf(refused));
        }
    }

    private NoteToBring Note(Written note, IReadOnlyList<(Picture, string)> shown, IReadOnlyDictionary<string, long> products)
    {
        var (plan, by) = (note.Plan, note.By);
        var chance = new Chance("note/" + plan.Name);
        var item = by.Language == "en" ? plan.Item.En : plan.Item.Zh;
        var group = bringing.Content.Notes.Groups[plan.Group];
        var at = bringing.Ago(note.DaysAgo);
        var likers = chance.Some([.. cast.Authors.Where(a => a != by).Select(a => a.Id), .. shoppers.Take(240)], (int)(160 * Math.Pow(chance.Share(), 3)));
        var (city, latitude, longitude) = Place(by, chance);
        return new(plan.Name, by.Id, Wording.Say(note.Words[0], chance, item), Body(note, chance, item), shown, at)
        {
            Topics = chance.Some(group.Topics.In(by.Language), 2),
            Tags = [.. plan.Goods.Where(products.ContainsKey).Select(g => (products[g], 0, 30.0 + chance.Number(0, 40), 35.0 + chance.Number(0, 30)))],
            City = city, Latitude = latitude, Longitude = longitude,
            Likes = likers, Saves = [.. likers.Where(_ => chance.Number(0, 3) == 0)],
            Comments = Comments(by, bringing.Content.Notes.Families[group.Family].Comments, chance, note.DaysAgo),
        };
    }

    private string Body(Written note, Chance chance, string item)
    {
        var (english, family) = (note.By.Language == "en", bringing.Content.Notes.Families[bringing.Content.Notes.Groups[note.Plan.Group].Family]);
        var tail = Wording.Say(chance.Of(family.Tails.In(note.By.Language)), chance, item);
        var body = Wording.Say(note.Words[1], chance, item) + (tail.Length == 0 ? "" : (english ? " " : "") + tail);
        return note.Plan.Credits.Count == 0 ? body : $"{body}\n\n{(english ? "Photo: " : "照片：")}{string.Join("\n", note.Plan.Credits)}";
    }

    // One in three says where.
    private (string? City, double? Latitude, double? Longitude) Place(Author by, Chance chance) =>
        chance.Number(0, 2) > 0 ? default : (by.City, by.Latitude + (chance.Share() - 0.5) / 10, by.Longitude + (chance.Share() - 0.5) / 10);

    private List<CommentToBring> Comments(Author by, SaidIn said, Chance chance, double daysAgo)
    {
        var others = cast.Writers.Where(w => w.Language == by.Language && w != by).ToList();
        var count = (int)(6 * Math.Pow(chance.Share(), 1.5));
        var words = chance.Some(said.In(by.Language), count);
        return [.. chance.Some(others, words.Count).Zip(words).Select((c, i) => new CommentToBring(c.First.Id, c.Second, bringing.Ago(daysAgo * (0.95 - 0.12 * i)), [.. chance.Some(others, chance.Number(0, 4)).Select(o => o.Id)], []))];
    }
}
