using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.People.Accounts;

internal sealed class AskResetPageModel(AskReset ask) : PageModel, IShowAgain
{
    public string? Email { get; private set; }
    public bool Sent => Request.Query.ContainsKey("sent");

    public async Task<IActionResult> OnPost([FromForm] AskReset.Input form)
    {
        Email = form.Email;
        ModelState.Clear();
        await ask.Run(HttpContext.Caller(), form);
        return Redirect("/reset?sent=1");
    }

    public Task Fill(Caller caller) => Task.CompletedTask;
}
