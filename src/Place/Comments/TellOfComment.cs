using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.People;
using Kaki.Place.Notes;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Comments;

/// <summary>Who hears of a comment, in the transaction that wrote or showed it: of those who may see the note, the one answered and those it names.</summary>
internal sealed class TellOfComment(AppDb db, NoteAccess access, PeopleReads people)
{
    /// <summary>It is new. A held one tells nobody but the note's author, who is to look at it.</summary>
    public async Task Written(Comment comment, Note note)
    {
        var shown = comment.State == CommentState.Shown;
        if (!shown || await Answered(comment) != note.AuthorId) ToAuthor(comment, note);
        else Due(comment, note.AuthorId, NoticeKind.Reply);
        if (shown) await Seen(comment, note);
    }

    /// <summary>It was shown, and since an edit the note's author is to look at it anew.</summary>
    public void WaitsAgain(Comment comment, Note note) => ToAuthor(comment, note);

    /// <summary>All see what it says, for the first time or since an edit: nobody is told of one comment twice, so those who knew hear nothing. The author knew.</summary>
    public async Task Seen(Comment comment, Note note)
    {
        var answered = await Answered(comment);
        var named = (await people.IdsOf(NoteText.Mentions(comment.Text))).Values;
        var others = named.Prepend(answered ?? 0).Where(m => m != 0 && m != comment.AuthorId && m != note.AuthorId).Distinct().ToList();
        var readers = await access.Readers(note.Id, others);
        foreach (var member in others.Where(readers.Contains)) Due(comment, member, member == answered ? NoticeKind.Reply : NoticeKind.Mention);
    }

    /// <summary>It was removed or taken down: what it said is told no more.</summary>
    public static void Gone(AppDb db, Comment comment) => db.Publish(Withdrawn(comment));

    /// <summary>It is there again.</summary>
    public static void Back(AppDb db, Comment comment) => db.Publish(Withdrawn(comment) with { Back = true });

    /// <summary>Who was told of it, told what it says now; nothing, where that waits for the note's author and they had read it.</summary>
    public static void Changed(AppDb db, Comment comment, string was, bool shown)
    {
        if (comment.Text != was) db.Publish(new WordsChanged(Thing(comment), Under(comment), comment.AuthorId, was, shown && comment.State == CommentState.Held ? null : comment.Text));
    }

    private static WordsWithdrawn Withdrawn(Comment comment) => new(Thing(comment), Under(comment), comment.AuthorId, comment.At);

    private static string Thing(Comment comment) => $"comment:{new Id(comment.Id)}";

    private static string Under(Comment comment) => $"note:{new Id(comment.NoteId)}";

    private void ToAuthor(Comment comment, Note note) => Due(comment, note.AuthorId, NoticeKind.Comment, $"note:{new Id(note.Id)}");

    private void Due(Comment comment, long to, NoticeKind kind, string? thing = null)
    {
        var said = Thing(comment);
        if (to != comment.AuthorId) db.Publish(new NoticeDue(to, kind, comment.AuthorId, thing ?? said, comment.Text, Said: said));
    }

    private async Task<long?> Answered(Comment comment) => comment.ReplyToMemberId
        ?? (comment.RootId is { } root ? await db.Set<Comment>().Where(c => c.Id == root).Select(c => (long?)c.AuthorId).SingleOrDefaultAsync() : null);
}
