using Kaki.Kernel;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Place.Reporting;

/// <summary>The page on which a note, a comment or the like is reported.</summary>
internal abstract class ReportPageModel(IReport report) : PageModel, IShowAgain
{
    private Id thing;
    public ReportForm Form { get; private set; } = null!;

    public async Task OnGet(Id id, bool sent = false) => Form = await report.Form(HttpContext.Caller(), id, sent);

    public async Task<IActionResult> OnPost(Id id, string? reason)
    {
        thing = id;
        await report.Run(HttpContext.Caller(), id, ReportForm.Chosen(reason));
        return this.SeeOther($"{HttpContext.Request.Path}?sent=true");
    }

    public async Task Fill(Caller caller) => Form = await report.Form(caller, thing, sent: false);
}
