using Kaki.Kernel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.People.Sessions;

internal sealed class SignOutPageModel(EndSession end) : PageModel
{
    public IActionResult OnGet() => HttpContext.Caller().SignedIn ? Page() : Redirect("/");

    public async Task<IActionResult> OnPost()
    {
        var caller = HttpContext.Caller();
        if (caller.SessionId is { } session) await end.Run(caller, session);
        SessionToken.Take(HttpContext);
        return Redirect("/");
    }
}
