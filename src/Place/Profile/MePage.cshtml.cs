using Kaki.Goods;
using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Place.Profile;

/// <summary>One's own door to everything that is one's own.</summary>
internal sealed class MePageModel(ReadProfile read, GoodsReads goods) : PageModel
{
    public PersonView Person { get; private set; } = null!;
    public ProfileNumbers Numbers { get; private set; } = null!;
    public IReadOnlyList<(string Icon, string Href, string Word)> Links { get; private set; } = [];

    public async Task OnGet()
    {
        var caller = HttpContext.Caller();
        Person = await read.Person(caller, caller.SignedIn ? caller.Handle! : throw Refusal.SignIn());
        Numbers = await read.Numbers(caller, Person);
        var shop = await goods.ShopOf(caller.Member);
        List<(string, string, string)> links = [("bag", "/orders", "me.orders"), ("pin", "/addresses", "me.addresses"), ("edit", "/drafts", "drafts.title"), ("cmt", "/me/comments", "comments.held.title"), ("gear", "/settings", "me.settings")];
        if (shop is not null) links.Add(("store", "/office", "me.office"));
        if (caller.May(Rights.Moderate)) links.Add(("shield", "/console", "me.console"));
        Links = links;
    }
}
