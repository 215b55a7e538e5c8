using Kaki.Kernel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.People.Accounts;

internal sealed class PrivacyPageModel(MyAccount account, Preferences preferences) : PageModel
{
    public MyAccount.Output Account { get; private set; } = null!;

    public async Task OnGet() => Account = await account.Run(HttpContext.Caller());

    public async Task<IActionResult> OnPost([FromForm] bool journal, [FromForm] string? language)
    {
        await preferences.Run(HttpContext.Caller(), new(journal, language));
        return Redirect("/settings/privacy?saved=1");
    }
}
