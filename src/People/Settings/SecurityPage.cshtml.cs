using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Kaki.People.Accounts;
using Kaki.People.Passkeys;
using Kaki.People.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.People.Settings;

/// <summary>Every way in, and who is in.</summary>
internal sealed class SecurityPageModel(MyAccount account, ChangePassword password, ChangeEmail email, KeepPasskeys passkeys, ListSessions sessions, EndSession end) : PageModel, IShowAgain
{
    public MyAccount.Output Account { get; private set; } = null!;
    public IReadOnlyList<KeepPasskeys.Row> Passkeys { get; private set; } = [];
    public IReadOnlyList<ListSessions.Row> Sessions { get; private set; } = [];

    public Task OnGet() => Fill(HttpContext.Caller());

    public Task<IActionResult> OnPostPassword([FromForm] ChangePassword.Input form) => Done(() => password.Run(HttpContext.Caller(), form));
    public Task<IActionResult> OnPostEmail([FromForm] ChangeEmail.Input form) => Done(() => email.Run(HttpContext.Caller(), form));
    public Task<IActionResult> OnPostPasskey([FromForm] Id id) => Done(() => passkeys.Remove(HttpContext.Caller(), id));
    public Task<IActionResult> OnPostSession([FromForm] Id id) => Done(() => end.Run(HttpContext.Caller(), id));
    public Task<IActionResult> OnPostOthers() => Done(() => end.All(HttpContext.Caller().Member, HttpContext.Caller().SessionId));

    public async Task Fill(Caller caller)
    {
        Account = await account.Run(caller);
        Passkeys = await passkeys.List(caller);
        Sessions = await sessions.Run(caller);
    }

    private async Task<IActionResult> Done(Func<Task> work)
    {
        ModelState.Clear();
        await work();
        return Redirect("/settings/security?saved=1");
    }
}
