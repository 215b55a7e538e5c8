using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.People;
using Kaki.Place.Notes;

namespace Kaki.Place.Publishing;

/// <summary>Who is named in a note hears of it, if the note is meant for them.</summary>
internal sealed class TellOfNote(AppDb db, NoteAccess access, PeopleReads people)
{
    /// <summary>In the transaction of the change.</summary>
    public async Task Named(Note note, IReadOnlyCollection<long> members)
    {
        if (members.Count == 0) return;
        await db.SaveChangesAsync(); // who may see it is asked of the database
        foreach (var member in await access.Readers(note.Id, members)) db.Publish(new NoticeDue(member, NoticeKind.Mention, note.AuthorId, $"note:{new Id(note.Id)}", note.Title));
    }

    /// <summary>Those a note names, and may tell, as it stands: before it is changed.</summary>
    public async Task<HashSet<long>> Knew(Note note) => await access.Readers(note.Id, [.. (await people.IdsOf(NoteText.Mentions(note.Body))).Values]);
}
