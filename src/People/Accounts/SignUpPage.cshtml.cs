using Kaki.Kernel;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;
using Kaki.People.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.People.Accounts;

internal sealed class SignUpPageModel(SignUp signUp, PeopleReads people) : PageModel, IShowAgain
{
    [BindProperty(SupportsGet = true, Name = "return")] public string? Return { get; set; }
    public SignUp.Input Form { get; private set; } = new();
    public bool First { get; private set; }

    public async Task<IActionResult> OnGet()
    {
        if (HttpContext.Caller().SignedIn) return Redirect(LocalPath.Of(Return));
        await Fill(HttpContext.Caller());
        return Page();
    }

    public async Task<IActionResult> OnPost([FromForm] SignUp.Input form)
    {
        Form = form;
        ModelState.Clear(); // what is wrong is said by the use case
        var (_, opened) = await signUp.Run(HttpContext.Caller(), form, Device.Of(HttpContext));
        SessionToken.Give(HttpContext, opened.Token);
        return Redirect(LocalPath.Of(Return) is "/" ? "/welcome" : $"/welcome?return={Uri.EscapeDataString(LocalPath.Of(Return))}");
    }

    public async Task Fill(Caller caller) => First = await people.FirstIsAwaited();
}
