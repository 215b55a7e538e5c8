using Kaki.Kernel;
using Kaki.Kernel.Data;
using Kaki.Kernel.Imports;
using Kaki.People;
using Kaki.Place.Comments;
using Kaki.Place.Liking;
using Kaki.Place.Notes;
using Kaki.Place.Saving;
using Kaki.Place.Topics;
using Kaki.Trust.Screening;

namespace Kaki.Place;

/// <summary>Brings notes in under the names their source gave them; what was brought before is passed over.</summary>
public sealed class BringNotes
{
    private readonly AppDb db;
    private readonly BroughtBook book;
    private readonly TopicNames topics;
    private readonly Screen screen;

    internal BringNotes(AppDb db, BroughtBook book, TopicNames topics, Screen screen) => (this.db, this.book, this.topics, this.screen) = (db, book, topics, screen);

    public async Task<IReadOnlyDictionary<string, long>> Known(string source) => await book.Of(source, "note");

    /// <returns>The id the note got.</returns>
    public async Task<long> Run(string source, NoteToBring bring)
    {
        var topicIds = await topics.IdsOf(NoteText.Topics(bring.Body).Concat(bring.Topics), Note.MostTopics);
        var marked = bring.TellSince is not null && (await screen.Check(bring.Title, bring.Body)).Marked;
        return await db.Write(() =>
        {
            var id = db.NextId();
            var note = Note.Write(id, bring.AuthorId, Content(bring, topicIds), bring.PublishedAt);
            if (marked) note.Mark();
            db.Add(note);
            foreach (var member in bring.Likes.Distinct()) db.Add(new Like { NoteId = id, MemberId = member, At = bring.PublishedAt });
            foreach (var member in bring.Saves.Distinct()) db.Add(new Save { NoteId = id, MemberId = member, At = bring.PublishedAt });
            foreach (var (title, body, until) in bring.Before) db.Add(NoteEdit.Of(db.NextId(), note, title, body, until));
            if (bring.Before is [.., var last]) db.Entry(note).Property(n => n.EditedAt).CurrentValue = last.Until;
            var comments = bring.Comments.Sum(c => Comment(id, bring, c, null));
            book.Add(source, "note", bring.Name, id);
            db.Publish(new NotePublished(id, bring.AuthorId));
            Count(id, bring, comments);
            foreach (var member in bring.Likes.Distinct()) Tell(bring, bring.AuthorId, NoticeKind.Like, member, $"note:{new Id(id)}", bring.Title, bring.PublishedAt);
            foreach (var member in bring.Saves.Distinct()) Tell(bring, bring.AuthorId, NoticeKind.Save, member, $"note:{new Id(id)}", bring.Title, bring.PublishedAt);
            return Task.FromResult(id);
        });
    }

    // A thread and its answers; returns how many comments that makes.
    private int Comment(long note, NoteToBring under, CommentToBring bring, Comment? thread)
    {
        var comment = Comments.Comment.Write(db.NextId(), note, bring.AuthorId, thread, bring.Text.CutTo(Comments.Comment.Longest), null, Sticker.Checked(bring.Sticker), held: false, marked: false, folded: bring.Folded, bought: false, bring.At);
        db.Add(comment);
        foreach (var member in bring.Likes.Distinct()) db.Add(new CommentLike { CommentId = comment.Id, MemberId = member, At = bring.At });
        var entry = db.Entry(comment);
        entry.Property(c => c.Likes).CurrentValue = bring.Likes.Distinct().Count();
        entry.Property(c => c.Pinned).CurrentValue = bring.Pinned;
        entry.Property(c => c.AuthorLiked).CurrentValue = bring.Likes.Contains(under.AuthorId);
        entry.Property(c => c.Replies).CurrentValue = thread is null ? bring.Replies.Count : 0;
        entry.Property(c => c.Heat).CurrentValue = bring.Likes.Distinct().Count() + 2 * (thread is null ? bring.Replies.Count : 0);
        var thing = $"comment:{new Id(comment.Id)}";
        if (thread is not null) Tell(under, thread.AuthorId, NoticeKind.Reply, bring.AuthorId, thing, bring.Text, bring.At);
        if (thread?.AuthorId != under.AuthorId) Tell(under, under.AuthorId, NoticeKind.Comment, bring.AuthorId, $"note:{new Id(note)}", bring.Text, bring.At, thing);
        foreach (var member in bring.Likes.Distinct()) Tell(under, bring.AuthorId, NoticeKind.CommentLike, member, thing, bring.Text, bring.At);
        return 1 + (thread is null ? bring.Replies.Sum(r => Comment(note, under, r, comment)) : 0);
    }

    // In life the receiver's side leaves out one's own acts; here they need not travel at all.
    private void Tell(NoteToBring bring, long to, NoticeKind kind, long actor, string thing, string excerpt, Instant at, string? said = null)
    {
        if (to != actor && at >= bring.TellSince) db.Publish(new NoticeDue(to, kind, actor, thing, excerpt, at, said));
    }

    private void Count(long id, NoteToBring bring, int comments)
    {
        var entry = db.Entry(db.Set<Note>().Local.Single(n => n.Id == id));
        entry.Property(n => n.Likes).CurrentValue = bring.Likes.Distinct().Count();
        entry.Property(n => n.CommentCount).CurrentValue = comments;
        entry.Property(n => n.Saves).CurrentValue = bring.Saves.Distinct().Count();
    }

    private static NoteContent Content(NoteToBring bring, IReadOnlyList<long> topicIds) => new()
    {
        Title = bring.Title.CutTo(Note.LongestTitle), Body = bring.Body.CutTo(Note.LongestBody), Language = NoteText.LanguageOf(bring.Title + bring.Body),
        Disclosure = bring.Disclosures.Select(Enum.Parse<Disclosure>).Aggregate(Disclosure.None, (all, d) => all | d),
        PlaceName = bring.PlaceName, City = bring.City, Latitude = bring.Latitude, Longitude = bring.Longitude,
        Pictures = [.. bring.Pictures.Take(Note.MostPictures).Select((p, i) => new NotePicture
        {
            Position = i, PictureId = p.Picture.Id, Width = p.Picture.Width, Height = p.Picture.Height, Colour = p.Picture.Colour, BlurHash = p.Picture.Blurhash, Alt = p.Alt.CutTo(NotePicture.LongestAlt),
        })],
        Tags = [.. bring.Tags.Take(Note.MostTags).Select((t, i) => new ProductTag { Position = i, PictureIndex = t.Picture, X = (int)(t.X * 10), Y = (int)(t.Y * 10), ProductId = t.ProductId })],
        TopicIds = topicIds,
    };
}
