using Kaki.Kernel;
using Kaki.People.Accounts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.People.Notices;

internal sealed class SwitchNoticesPageModel(SwitchNotices switches, MyAccount account) : PageModel
{
    public IReadOnlyList<SwitchNotices.Row> Switches { get; private set; } = [];
    public MyAccount.Output Account { get; private set; } = null!;

    public async Task OnGet()
    {
        Switches = await switches.Read(HttpContext.Caller());
        Account = await account.Run(HttpContext.Caller());
    }

    /// <summary>A switch that is off sends nothing, so what is absent is off.</summary>
    public async Task<IActionResult> OnPost([FromForm] List<string> on)
    {
        var set = on.Take(100).ToHashSet();
        await switches.Run(HttpContext.Caller(), new([.. Enum.GetValues<NoticeKind>().Select(k => new SwitchNotices.Row(k, set.Contains($"{k}.site"), set.Contains($"{k}.mail")))]));
        return Redirect("/settings/notices?saved=1");
    }
}
