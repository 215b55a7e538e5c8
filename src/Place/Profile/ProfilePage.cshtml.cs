using System.Text.Json;
using System.Text.Json.Nodes;
using Kaki.Goods;
using Kaki.Kernel;
using Kaki.Kernel.Http;
using Kaki.Kernel.Paging;
using Kaki.People;
using Kaki.Place.Cards;
using Kaki.Place.Feed;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace Kaki.Place.Profile;

internal sealed class ProfilePageModel(ReadProfile read, ListFolders folders, GoodsReads goods, CardList list) : FeedPageModel(list)
{
    private const int MostFolders = 12;
    private readonly CardList list = list;
    private string tab = "notes";
    public override string Tab => tab;
    public PersonView Person { get; private set; } = null!;
    public ProfileNumbers Numbers { get; private set; } = new(0, 0, 0);
    public IReadOnlyList<Folder> Folders { get; private set; } = [];
    public ShopSeat? Shop { get; private set; }

    /// <summary>One's own notes are all there, however they were made.</summary>
    public override bool WithoutAi => !Own && base.WithoutAi;
    public bool Own => Person.Bond == Bond.Self;
    public bool Shut => ReadProfile.Shut(Person);
    public string Path => "/@" + Person.Person.Handle;
    public HtmlString JsonLd { get; private set; } = HtmlString.Empty;

    public async Task<IActionResult> OnGet(string handle, Cursor? after, string? tab = null, int from = 0)
    {
        Person = await read.Person(Caller, handle);
        if (Shut) return Page();
        this.tab = tab == "saved" && Own ? "saved" : "notes";
        Numbers = await read.Numbers(Caller, Person);
        if (after is null && Numbers.Collections > 0) Folders = await folders.Run(Caller, Person.Person.Id, MostFolders);
        Shop = await goods.ShopOf(Person.Person.Id);
        JsonLd = Described();
        from = Math.Clamp(from, 0, 100_000);
        if (Tab == "saved") return await Show(await read.Saved(Caller, $"{Path}?tab=saved&", after, from), foot: list.PutInto($"{Path}?tab=saved"));
        return await Show(Numbers.Notes == 0 ? new FeedPage([], $"member:{Person.Person.Id}", 0, null) : await read.Notes(Caller, Person.Person, after, from, WithoutAi), foot: Own ? list.DateOf : null);
    }

    private HtmlString Described() => new(new JsonObject
    {
        ["@context"] = "https://schema.org",
        ["@type"] = "ProfilePage",
        ["url"] = PublicAddress.Of(HttpContext, Path),
        ["dateCreated"] = Person.Joined.ToString(),
        ["mainEntity"] = new JsonObject
        {
            ["@type"] = "Person", ["name"] = Person.Person.Name, ["alternateName"] = Person.Person.Handle, ["description"] = Person.Bio,
            ["image"] = PublicAddress.Of(HttpContext, Person.Person.AvatarUrl),
            ["interactionStatistic"] = new JsonObject { ["@type"] = "InteractionCounter", ["interactionType"] = "https://schema.org/FollowAction", ["userInteractionCount"] = Person.Followers },
        },
    }.ToJsonString(JsonSerializerOptions.Default));
}
