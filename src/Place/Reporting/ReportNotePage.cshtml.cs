using Kaki.Kernel;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Place.Reporting;

internal sealed class ReportNotePageModel(ReportNote report) : PageModel, IShowAgain
{
    private Id note;
    public ReportForm Form { get; private set; } = null!;

    public async Task OnGet(Id id, bool sent = false) => Form = await report.Form(HttpContext.Caller(), id, sent);

    public async Task<IActionResult> OnPost(Id id, string? reason)
    {
        note = id;
        await report.Run(HttpContext.Caller(), id, ReportForm.Chosen(reason));
        return this.SeeOther($"/notes/{id}/report?sent=true");
    }

    public async Task Fill(Caller caller) => Form = await report.Form(caller, note, sent: false);
}
