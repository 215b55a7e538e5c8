using Kaki.Kernel;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Kaki.Place.Notes;
using Kaki.Place.Topics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Kaki.Place.Publishing;

[TakesPictures]
internal sealed class EditNotePageModel(NoteAccess access, EditNote edit, FillNoteForm fill, FilesOfForm files, PeopleReads people, TopicNames topics) : PageModel, IShowAgain
{
    [BindProperty(SupportsGet = true)] public Id Id { get; set; }
    public NoteForm Form { get; private set; } = null!;
    private NoteInput input = new();

    /// <summary>The one the form was made from; once it is refused for that, the one that is there.</summary>
    private long? version;

    public async Task OnGet()
    {
        var caller = HttpContext.Caller();
        var note = await access.Own(Id, caller);
        version = note.Version;
        var viewers = await people.Cards([.. note.Viewers.Select(v => v.MemberId)]);
        var inBody = TopicNames.Of(NoteText.Topics(note.Body)).Select(TopicNames.Fold).ToHashSet();
        var names = await topics.NamesOf([.. note.Topics.OrderBy(t => t.Position).Select(t => t.TopicId)]);
        input = FillNoteForm.InputOf(note, [.. viewers.Values.Select(v => v.Handle)], [.. names.Where(n => !inBody.Contains(TopicNames.Fold(n)))]);
        await Fill(caller);
    }

    /// <param name="read">The version that was read; without it the last writer wins.</param>
    public async Task<IActionResult> OnPost([FromForm] NoteInput note, [FromForm(Name = "_version")] long? read)
    {
        (input, version) = (FilesOfForm.TakeOut(PublishPageModel.SplitViewers(note), Request), read);
        var caller = HttpContext.Caller();
        await files.AddTo(input, caller, Request);
        await edit.Run(caller, Id, input, Unchanged);
        return Redirect($"/notes/{Id}");
    }

    private void Unchanged(Note now)
    {
        if (version is not { } mine || mine == now.Version) return;
        version = now.Version;
        throw new Refusal("note.elsewhere", 412);
    }

    public async Task Fill(Caller caller) => Form = await fill.Of(caller, input, $"/notes/{Id}/edit", null, Id, version is { } v ? new(Version: v) : null);
}
