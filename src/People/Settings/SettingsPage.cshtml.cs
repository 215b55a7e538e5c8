using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.People.Settings;

/// <summary>The way into every setting.</summary>
internal sealed class SettingsPageModel(PeopleReads people) : PageModel
{
    public static readonly (string Name, string Icon)[] Rooms =
        [("profile", "user"), ("interests", "heart"), ("security", "lock"), ("notices", "bell"), ("people", "people"), ("privacy", "eye")];

    public PersonCard Me { get; private set; } = null!;

    public async Task OnGet()
    {
        var me = HttpContext.Caller().Member;
        Me = (await people.Cards([me])).GetValueOrDefault(me) ?? throw Refusal.SignIn();
    }
}
