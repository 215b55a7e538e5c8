using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.People.Accounts;

internal sealed class ConfirmEmailPageModel(ConfirmEmail confirm) : PageModel, IShowAgain
{
    public async Task<IActionResult> OnPost(string token)
    {
        await confirm.Run(token);
        return Redirect(HttpContext.Caller().SignedIn ? "/settings/security?saved=1" : "/sign-in");
    }

    public Task Fill(Caller caller) => Task.CompletedTask;
}
