using Kaki.Kernel;
using Kaki.Kernel.Http;
using Kaki.Kernel.Refusals;
using Kaki.Place.Reporting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Place.Comments;

internal sealed class ReportCommentPageModel(ReportComment report) : PageModel, IShowAgain
{
    private Id comment;
    public ReportForm Form { get; private set; } = null!;

    public async Task OnGet(Id id, bool sent = false) => Form = await report.Form(HttpContext.Caller(), id, sent);

    public async Task<IActionResult> OnPost(Id id, string? reason)
    {
        comment = id;
        await report.Run(HttpContext.Caller(), id, ReportForm.Chosen(reason));
        return this.SeeOther($"/comments/{id}/report?sent=true");
    }

    public async Task Fill(Caller caller) => Form = await report.Form(caller, comment, sent: false);
}
