using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Place.Publishing;

/// <summary>Gives a new draft its address; nothing is written until its writer writes.</summary>
internal sealed class NewNotePageModel(AppDb db) : PageModel
{
    public IActionResult OnGet()
    {
        _ = HttpContext.Caller().Member;
        return Redirect($"/publish/{new Id(db.NextId())}");
    }
}
