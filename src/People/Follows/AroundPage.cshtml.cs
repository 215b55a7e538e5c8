using Kaki.Kernel;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.People.Follows;

/// <summary>Who follows somebody, and whom they follow.</summary>
internal sealed class AroundPageModel(PeopleReads people, ListBonds list) : PageModel
{
    public PersonView Person { get; private set; } = null!;
    public bool Followers { get; private set; }
    public Page<ListBonds.Row> Rows { get; private set; } = null!;

    public async Task OnGet(string handle, string side, string? after)
    {
        var caller = HttpContext.Caller();
        Followers = side == "followers";
        Person = await people.View(handle, caller) is { Bond: not (Bond.Blocked or Bond.Blocking) } person ? person : throw Refusal.Missing();
        Rows = await list.Around(caller, Person.Person.Id, Followers, Cursor.Of(after));
    }
}
