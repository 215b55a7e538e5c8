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
        foreach (var member in await access.Readers(note.Id, members)) db.Publish(new NoticeDue(member, NoticeKind.Mention, note.AuthorId, Thing(note), note.Title));
    }

    /// <summary>It is gone, for good or until <see cref="Back"/>: notices no longer say what it was called.</summary>
    public static void Gone(AppDb db, Note note) => db.Publish(Withdrawn(note));

    /// <summary>It is there again.</summary>
    public static void Back(AppDb db, Note note) => db.Publish(Withdrawn(note) with { Back = true });

    /// <summary>It was changed: whom it named knows it by its new title while it is for everybody; else by none, for they may not be among those it is for.</summary>
    /// <param name="others">Whether it is for other people than before.</param>
    public static void Changed(AppDb db, Note note, NoteEdit before, bool others)
    {
        if (note.State != NoteState.Published || note.Title == before.Title && !others) return;
        db.Publish(new WordsChanged(Thing(note), Thing(note), note.AuthorId, before.Title, note.Visibility == Visibility.Public ? note.Title : null));
    }

    private static WordsWithdrawn Withdrawn(Note note) => new(Thing(note), Thing(note), note.AuthorId, note.PublishedAt);

    private static string Thing(Note note) => $"note:{new Id(note.Id)}";

    /// <summary>Those a note names, and may tell, as it stands: before it is changed.</summary>
    public async Task<HashSet<long>> Knew(Note note) => await access.Readers(note.Id, [.. (await people.IdsOf(NoteText.Mentions(note.Body))).Values]);
}
