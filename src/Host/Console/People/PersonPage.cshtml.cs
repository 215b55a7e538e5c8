using Kaki.Kernel;
using Kaki.Kernel.Paging;
using Kaki.Kernel.Refusals;
using Kaki.People.Roles;
using Kaki.Place.Moderating;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Host.Desk.People;

internal sealed class PersonPageModel(ReadMemberFile file, GiveRole give, NotesToModerate notes) : PageModel, IShowAgain
{
    public static readonly string[] Roles = ["member", "moderator", "operator"];

    [BindProperty(SupportsGet = true)] public string Handle { get; set; } = "";
    [BindProperty] public string? Role { get; set; }
    [BindProperty] public string? Why { get; set; }

    public ReadMemberFile.Output Person { get; private set; } = null!;
    public Page<NotesToModerate.Row> Notes { get; private set; } = new([], null);
    public bool MayGive { get; private set; }

    public Task OnGet() => Fill(HttpContext.Caller());

    public async Task<IActionResult> OnPostRole()
    {
        await give.Run(HttpContext.Caller(), Handle, new(Role, Why));
        return Redirect($"/console/people/{Uri.EscapeDataString(Handle)}?done=role_given");
    }

    public async Task Fill(Caller caller)
    {
        Person = await file.Run(caller, Handle);
        Notes = await notes.Run(caller, new(Author: Person.Id), null);
        MayGive = caller.May(Rights.Operate);
    }
}
