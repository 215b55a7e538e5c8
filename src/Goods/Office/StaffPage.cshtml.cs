using Kaki.Goods.Merchants;
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
    public Seat Seat { get; private set; } = null!;
    public IReadOnlyList<KeepStaff.Colleague> Colleagues { get; private set; } = [];

    public Task OnGet() => Fill(HttpContext.Caller());

    public async Task Fill(Caller caller)
    {
        Seat = await seats.Of(caller);
        Colleagues = await staff.List(caller);
    }

    public async Task<IActionResult> OnPost([FromForm] string act, [FromForm] StaffRole role = StaffRole.Clerk)
    {
        var caller = HttpContext.Caller();
        if (act == "remove") await staff.Unseat(caller, Handle ?? ""); else await staff.Seat(caller, Handle ?? "", role);
        Response.StatusCode = StatusCodes.Status303SeeOther;
        Response.Headers.Location = "/office/staff";
        return new EmptyResult();
    }
}
