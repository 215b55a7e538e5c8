using Kaki.Kernel;
using Kaki.Kernel.Data;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Notes;

/// <summary>What a note said before each edit, newest first, for everyone who may read the note.</summary>
internal sealed class ReadHistoryModel(AppDb db, NoteAccess access) : PageModel
{
    private const int Most = 50;
    public (Id Id, string Title, string Body) Note { get; private set; }
    public IReadOnlyList<NoteEdit> Edits { get; private set; } = [];

    public async Task OnGet(Id id)
    {
        var note = await access.Find(id, HttpContext.Caller());
        Note = (note.Id, note.Title, note.Body);
        Edits = await db.Set<NoteEdit>().AsNoTracking().Where(e => e.NoteId == note.Id).OrderByDescending(e => e.Id).Take(Most).ToListAsync();
    }
}
