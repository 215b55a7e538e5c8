using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Kaki.People.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.People.Accounts;

internal sealed class ResetPasswordPageModel(ResetPassword reset) : PageModel, IShowAgain
{
    public async Task<IActionResult> OnPost(string token, [FromForm] string? password)
    {
        ModelState.Clear();
        var opened = await reset.Run(HttpContext.Caller(), new() { Token = token, Password = password }, Device.Of(HttpContext));
        SessionToken.Give(HttpContext, opened.Token);
        return Redirect("/settings/security?saved=1");
    }

    public Task Fill(Caller caller) => Task.CompletedTask;
}
