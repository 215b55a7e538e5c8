using Kaki.Goods.Merchants;
using Kaki.Kernel.Http;
using Kaki.Kernel;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Goods.Office;

/// <summary>Who works here.</summary>
internal sealed class StaffPageModel(Seats seats, KeepStaff staff) : PageModel, IShowAgain
{
    [BindProperty] public string? Handle { get; set; }
    [BindProperty] public StaffRole Role { get; set; } = StaffRole.Clerk;

    /// <summary>What was sent is the form for somebody new, not a change beside a colleague.</summary>
    public bool Adding { get; private set; }

    public Seat Seat { get; private set; } = null!;
    public IReadOnlyList<KeepStaff.Colleague> Colleagues { get; private set; } = [];

    public Task OnGet() => Fill(HttpContext.Caller());

    public async Task Fill(Caller caller)
    {
        Seat = await seats.Of(caller);
        Colleagues = await staff.List(caller);
    }

    public async Task<IActionResult> OnPost([FromForm] string act)
    {
        var caller = HttpContext.Caller();
        Adding = act == "seat";
        if (act == "remove") await staff.Unseat(caller, Handle ?? ""); else await staff.Seat(caller, Handle ?? "", Role);
        return this.SeeOther(await seats.Find(caller) is null ? "/office" : "/office/staff"); // who left has no shop to look at
    }
}
