using Kaki.Kernel;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;
using Kaki.People.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.People.Accounts;

internal sealed class SignInPageModel(SignIn signIn) : PageModel, IShowAgain
{
    [BindProperty(SupportsGet = true, Name = "return")] public string? Return { get; set; }
    public string Back => LocalPath.Of(Return);
    public string? Handle { get; private set; }

    public IActionResult OnGet() => HttpContext.Caller().SignedIn ? Redirect(Back) : Page();

    public async Task<IActionResult> OnPost([FromForm] SignIn.Input form)
    {
        Handle = form.Handle;
        ModelState.Clear();
        try
        {
            var (_, opened) = await signIn.Run(HttpContext.Caller(), form, Device.Of(HttpContext));
            SessionToken.Give(HttpContext, opened.Token);
            return Redirect(Back);
        }
        catch (Refusal refusal) when (refusal.Status == 401)
        {
            throw new Refusal(refusal.Code, 422) { Field = refusal.Field }; // to a page 401 means "go and sign in", which is here
        }
    }

    public Task Fill(Caller caller) => Task.CompletedTask;
}
