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

    public async Task OnGet()
    {
        var caller = HttpContext.Caller();
        var note = await access.Own(Id, caller);
        var viewers = await people.Cards([.. note.Viewers.Select(v => v.MemberId)]);
        var inBody = TopicNames.Of(NoteText.Topics(note.Body)).Select(TopicNames.Fold).ToHashSet();
        var names = await topics.NamesOf([.. note.Topics.OrderBy(t => t.Position).Select(t => t.TopicId)]);
        input = FillNoteForm.InputOf(note, [.. viewers.Values.Select(v => v.Handle)], [.. names.Where(n => !inBody.Contains(TopicNames.Fold(n)))]);
        await Fill(caller);
    }

    public async Task<IActionResult> OnPost([FromForm] NoteInput note)
    {
        input = FilesOfForm.TakeOut(PublishPageModel.SplitViewers(note), Request);
        var caller = HttpContext.Caller();
        await files.AddTo(input, caller, Request);
        await edit.Run(caller, Id, input);
        return Redirect($"/notes/{Id}");
    }

    public async Task Fill(Caller caller) => Form = await fill.Of(caller, input, $"/notes/{Id}/edit", null, Id);
}
