using System.Globalization;
using Kaki.Goods;
using Kaki.Host.Demo;
using Kaki.Host.Demo.Drawings;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Kaki.People;

namespace Kaki.Host.Import;

/// <summary>The generated members with their faces and follows, then the shops some of them keep.</summary>
internal sealed class BringCast(Bringing bringing, string? password)
{
    public const string Operator = "bowuguan";
    private const int FacesAtOnce = 16;
    private PeopleWords Words => bringing.Content.People;

    public async Task<Cast> Run()
    {
        var people = People().ToList();
        var ids = await new BringMembers(bringing).Run(people);
        var authors = people.Where(p => p.Role == "member").Select(p => Author(p, ids[p.Handle])).ToList();
        await Faces(authors);
        await Follow(authors);
        return new Cast(authors, await Shops(ids));
    }

    private IEnumerable<PersonToBring> People()
    {
        foreach (var (language, said) in new[] { ("zh-CN", Words.Zh), ("en", Words.En) })
            foreach (var (handle, name) in said.People.Where((p, i) => i < bringing.Most || Keeps(p[0])).Select(p => (p[0], p[1])))
            {
                var chance = new Chance("person/" + handle);
                var place = chance.Of(said.Places);
                yield return new(handle, name, language, Wording.Say(chance.Of(said.Bios), chance), place[0], place[1], chance.Some(Words.Interests, chance.Number(4, 8)), "member", password, bringing.Ago(chance.Number(120, 420)));
            }
        // Who brings people that can sign in also brings somebody to look after them; else the first to sign up does.
        if (password is not null) yield return new(Operator, "博物馆", "zh-CN", "", null, null, [], "operator", password, bringing.Ago(430));
    }

    private bool Keeps(string handle) => bringing.Content.Shops.Shops.Any(s => s.Owner == handle);

    private Author Author(PersonToBring person, long id)
    {
        var place = Words.Zh.Places.Concat(Words.En.Places).First(p => p[1] == person.City);
        return new(person.Handle, id, person.Language, place[1], double.Parse(place[2], CultureInfo.InvariantCulture), double.Parse(place[3], CultureInfo.InvariantCulture));
    }

    private async Task Faces(IReadOnlyList<Author> authors)
    {
        var known = await bringing.Known("face");
        var fresh = authors.Where(a => !known.ContainsKey(a.Handle)).ToList();
        var progress = bringing.Progress("Drawing faces", fresh.Count);
        foreach (var batch in fresh.Chunk(FacesAtOnce))
        {
            var drawn = await Render.Png([.. batch.Select(a => Face(a.Handle, Words.Faces))], bringing.Cancel);
            foreach (var (author, png) in batch.Zip(drawn))
                await bringing.In(async s =>
                {
                    var picture = await Developed(s, author.Id, PicturePurpose.Face, png);
                    await Bringing.Once(s, "face", author.Handle, async () => { await s.GetRequiredService<BringPeople>().Faces([(author.Id, picture.Id)]); return picture.Id; });
                });
            progress.Add(batch.Length);
        }
    }

    private static string Face(string name, IReadOnlyList<string> things)
    {
        var chance = new Chance("face/" + name);
        return Composer.Avatar(DemoPictures.Seed(name), chance.Of(things), chance.Of(Composer.Palettes));
    }

    private async Task<Picture> Developed(IServiceProvider s, long owner, PicturePurpose purpose, byte[] png)
    {
        var picture = await s.GetRequiredService<AddPicture>().For(owner, new MemoryStream(png, writable: false), purpose, png.Length, bringing.Cancel);
        bringing.Tally.AddPicture();
        return picture;
    }

    // Most follow people of their own language, some are followed by many.
    private Task Follow(IReadOnlyList<Author> authors) => bringing.In(async s =>
    {
        if ((await bringing.Known("follows")).ContainsKey("all")) return;
        await Bringing.Once(s, "follows", "all", async () =>
        {
            var liked = authors.ToDictionary(a => a, a => Math.Pow(new Chance("liked/" + a.Handle).Share(), 2));
            await s.GetRequiredService<BringPeople>().Follows([.. authors.SelectMany(from => authors.Where(to => Follows(from, to, liked[to])).Select(to => (from.Id, to.Id, bringing.Ago(new Chance(from.Handle + to.Handle).Number(2, 100)))))]);
            return 0;
        });
    });

    private static bool Follows(Author from, Author to, double liked) => from != to && new Chance($"follow/{from.Handle}/{to.Handle}").Share() < (from.Language == to.Language ? 0.06 + 0.5 * liked : 0.1 * liked);

    private async Task<Dictionary<string, ShopHere>> Shops(IReadOnlyDictionary<string, long> ids)
    {
        var words = bringing.Content.Shops;
        await bringing.In(s => s.GetRequiredService<BringGoods>().Categories([.. words.Categories.Select(c => new CategoryToBring(c.Slug, c.Name, c.Parent, [.. c.Attributes.Select(Attribute)]))]));
        var known = await bringing.Known("shop");
        var shops = new Dictionary<string, ShopHere>();
        foreach (var plan in words.Shops)
            shops[plan.Slug] = new(known.TryGetValue(plan.Slug, out var id) ? id : await bringing.In(s => Open(s, plan, ids[plan.Owner])), ids[plan.Owner]);
        return shops;
    }

    private AttributeToBring Attribute(string key)
    {
        var plan = bringing.Content.Shops.Attributes[key];
        return new(key, plan.Name, plan.Kind, false, plan.Unit, plan.Choices);
    }

    private async Task<long> Open(IServiceProvider s, ShopPlan plan, long owner)
    {
        var drawn = await Render.Png([Face(plan.Slug, [plan.Face])], bringing.Cancel);
        var sign = await Developed(s, owner, PicturePurpose.Shop, drawn[0]);
        bringing.Tally.Shops++;
        return await s.GetRequiredService<BringGoods>().Shop(new(plan.Slug, plan.Name, plan.About, plan.From, "CNY", owner, sign, plan.FlatMinor, plan.FreeFromMinor, plan.Days, bringing.Ago(300)), Bringing.Source);
    }
}
