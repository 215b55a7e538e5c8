using Kaki.Kernel;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Kaki.Kernel.Words;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Place.Publishing;

/// <summary>The form of a draft; "publish" sends it out, or at its hour.</summary>
[TakesPictures]
internal sealed class PublishPageModel(KeepDraft drafts, PublishNote publish, EditNote edit, FillNoteForm fill, FilesOfForm files, Words words) : PageModel, IShowAgain
{
    [BindProperty(SupportsGet = true)] public Id Id { get; set; }
    public NoteForm Form { get; private set; } = null!;
    private NoteInput input = new();
    private Instant? at;

    public async Task<IActionResult> OnGet()
    {
        var caller = HttpContext.Caller();
        var draft = await drafts.FindOrNone(caller, Id);
        if (draft is null && await drafts.NoteOf(caller, Id) is { } note) return Redirect($"/notes/{note}");
        Form = await fill.Of(caller, draft?.Input ?? new(), $"/publish/{Id}", Id, null, new(draft?.PublishAt, draft?.WhyFailed(words), draft?.Version ?? 0));
        return Page();
    }

    /// <param name="act">draft: keep it, with its time or without; schedule: only with one; publish: at once, or at its time.</param>
    /// <param name="version">The one this form was made from.</param>
    public async Task<IActionResult> OnPost([FromForm] NoteInput note, string act, DateTime? publishAt, [FromForm(Name = "_version")] long? version)
    {
        input = FilesOfForm.TakeOut(SplitViewers(note), Request);
        at = publishAt is { } time ? Instant.From(new DateTimeOffset(time, TimeSpan.Zero)) : null;
        var caller = HttpContext.Caller();
        try { return await Send(caller, act, version); }
        catch (Refusal no) when (no.Code == KeepDraft.Published)
        {
            if (await drafts.NoteOf(caller, Id) is { } there && await edit.ChangesNothing(caller, there, input)) return Redirect($"/notes/{there}");
            throw;
        }
    }

    private async Task<IActionResult> Send(Caller caller, string act, long? version)
    {
        // First of all: whatever is refused below, nothing written is lost.
        await drafts.Save(caller, Id, input, now => { if (version is { } mine && mine != now) throw new Refusal("draft.elsewhere", 412); }, going: act != "draft");
        if (Request.Form.Files.Count > 0)
        {
            await files.AddTo(input, caller, Request);
            await drafts.Save(caller, Id, input);
        }
        if (act == "schedule" && at is null) throw Refusal.Invalid("publishAt", "draft.when_missing");
        if (act != "draft" && at is null) return Redirect($"/notes/{await publish.Run(caller, input, Id)}");
        await drafts.Schedule(caller, Id, at);
        return Redirect("/drafts");
    }

    // What was written after the draft went out can still change the note.
    public async Task Fill(Caller caller) => Form = await drafts.NoteOf(caller, Id) is { } note
        ? await fill.Of(caller, input, $"/notes/{note}/edit", null, note)
        : await fill.Of(caller, input, $"/publish/{Id}", Id, null, new(at, null, (await drafts.FindOrNone(caller, Id))?.Version ?? 0));

    /// <summary>The people named in one line of the form.</summary>
    internal static NoteInput SplitViewers(NoteInput note)
    {
        note.Viewers = [.. note.Viewers.SelectMany(v => (v ?? "").Split([' ', ',', '，', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        return note;
    }
}
