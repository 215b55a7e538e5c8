using Kaki.Goods;
using Kaki.Kernel;
using Kaki.Kernel.Activity;
using Kaki.Kernel.Data;
using Kaki.Kernel.Pictures;
using Kaki.Kernel.Refusals;
using Kaki.People;
using Kaki.Place.Notes;
using Kaki.Trust.Limits;
using Kaki.Trust.Screening;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Kaki.Place.Comments;

/// <summary>Somebody comments on a note, or answers a comment.</summary>
internal sealed class WriteComment(AppDb db, NoteAccess access, PeopleReads people, GoodsReads goods, Screen screen, FilterWords filter, TellOfComment tell, RateLimit limit, TimeProvider clock)
{
    public sealed record Input(string? Text, Id? ParentId, Id? PictureId, string? Sticker = null);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/v1/notes/{id}/comments", Answered)
        .WithName("writeComment").WithSummary("Comment on a note, or answer a comment").WithTags("comments");

    private static async Task<Created<CommentView>> Answered(Id id, Input input, Caller caller, WriteComment write, ListComments list)
    {
        var made = await write.Run(caller, id, input);
        return TypedResults.Created($"/api/v1/comments/{made}", await list.One(caller, made));
    }

    public async Task<Id> Run(Caller caller, Id noteId, Input input)
    {
        var me = caller.Member;
        var note = await access.Find(noteId, caller);
        var bonds = await people.BondsOf(me);
        var follows = note.Comments == CommentPolicy.Followed && await people.Follows(note.AuthorId, me);
        if (WhoMayComment.Refuses(caller, note.AuthorId, note.Comments, bonds, follows) is { } closed) throw new Refusal(closed, 403);
        await limit.Take("comment.write", me.ToString(), 120, TimeSpan.FromHours(1));
        var sticker = Sticker.Checked(input.Sticker);
        var text = CheckedText(input.Text, input.PictureId is not null || sticker is not null);
        var verdict = await screen.Require(caller, text);
        var picture = await OwnPicture(me, input.PictureId);
        var parent = await Parent(noteId, input.ParentId, bonds);
        var held = me != note.AuthorId && (note.HoldComments || await filter.Catches(note.AuthorId, text));
        var folded = CommentQuality.IsNoise(text, picture is not null || sticker is not null) || await Repeats(me, noteId, text);
        var bought = await HasBought(me, noteId);
        return await db.Write(async () =>
        {
            var comment = Comment.Write(db.NextId(), note.Id, me, parent, text, picture, sticker, held, verdict.Marked, folded, bought, Instant.Now(clock));
            db.Add(comment);
            await CommentCounts.Count(db, note.Id, comment.RootId);
            await tell.Written(comment, note);
            db.Journal(caller, clock, "comment", $"note:{noteId}");
            return new Id(comment.Id);
        });
    }

    public static string CheckedText(string? input, bool shows)
    {
        var text = (input ?? "").Trim().ReplaceLineEndings("\n");
        if (text.Length == 0 && !shows) throw Refusal.Invalid("text", "comment.empty");
        if (text.Length > Comment.Longest) throw Refusal.Invalid("text", "comment.long", Comment.Longest);
        return text.Contains('\0') ? throw Refusal.Invalid("text", "body.malformed") : text;
    }

    private async Task<Comment?> Parent(Id noteId, Id? parentId, Bonds bonds)
    {
        if (parentId is not { } id || id.Value == 0) return null;
        var parent = await db.Set<Comment>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id.Value && c.NoteId == noteId.Value && c.State == CommentState.Shown
            && (c.RootId == null || db.Set<Comment>().Any(r => r.Id == c.RootId && r.State == CommentState.Shown))) ?? throw Refusal.Missing();
        return bonds.Blocked.Contains(parent.AuthorId) ? throw Refusal.Missing() : parent;
    }

    private async Task<Picture?> OwnPicture(long me, Id? id) => id is not { } wanted || wanted.Value == 0 ? null
        : await db.Set<Picture>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == wanted.Value && p.OwnerId == me && p.State == PictureState.Kept) ?? throw Refusal.Invalid("pictureId", "note.picture_missing");

    private Task<bool> Repeats(long me, Id noteId, string text) => text.Length < 6 ? Task.FromResult(false)
        : db.Set<Comment>().AnyAsync(c => c.NoteId == noteId.Value && c.AuthorId == me && c.Text == text && c.State != CommentState.Deleted);

    private async Task<bool> HasBought(long me, Id noteId)
    {
        var products = await db.Set<ProductTag>().Where(t => t.NoteId == noteId.Value).Select(t => t.ProductId).Distinct().ToListAsync();
        return products.Count > 0 && (await goods.HasBought(me, products)).Count > 0;
    }
}
