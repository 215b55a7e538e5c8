using Kaki.Kernel;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Data;
using Kaki.Kernel.Refusals;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Publishing;

/// <summary>The form of a draft; "publish" sends it out, or at its hour.</summary>
[TakesPictures]
internal sealed class PublishPageModel(AppDb db, KeepDraft drafts, PublishNote publish, FillNoteForm fill, FilesOfForm files) : PageModel, IShowAgain
{
    [BindProperty(SupportsGet = true)] public Id Id { get; set; }
    public NoteForm Form { get; private set; } = null!;
    private NoteInput input = new();

    public async Task OnGet()
    {
        var caller = HttpContext.Caller();
        var me = caller.Member;
        var draft = await db.Set<Draft>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == Id.Value && d.OwnerId == me);
        Form = await fill.Of(caller, draft?.Input ?? new(), $"/publish/{Id}", Id, null, draft?.PublishAt, draft?.Failed);
    }

    public async Task<IActionResult> OnPost([FromForm] NoteInput note, string act, DateTime? publishAt)
    {
        input = SplitViewers(note);
        var caller = HttpContext.Caller();
        await drafts.Save(caller, Id, input); // first of all: whatever is refused below, nothing written is lost
        if (Request.Form.Files.Count > 0)
        {
            await files.AddTo(input, caller, Request);
            await drafts.Save(caller, Id, input);
        }
        if (act == "draft") return Redirect("/drafts");
        if (publishAt is { } at)
        {
            await drafts.Schedule(caller, Id, Instant.From(new DateTimeOffset(at, TimeSpan.Zero)));
            return Redirect("/drafts");
        }
        return Redirect($"/notes/{await publish.Run(caller, input, Id)}");
    }

    public async Task Fill(Caller caller) => Form = await fill.Of(caller, input, $"/publish/{Id}", Id, null);

    internal static NoteInput SplitViewers(NoteInput note)
    {
        note.Viewers = [.. note.Viewers.SelectMany(v => (v ?? "").Split([' ', ',', '，', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        return note;
    }
}
